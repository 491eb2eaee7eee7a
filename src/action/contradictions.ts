// Inputs that cannot both be meant.
import type {Location, RestoreRequest} from '../request.ts';
import type {GivenInputs, InputName} from './input-table.ts';

export type Contradictions = {
  /** Each names both inputs. */
  readonly errors: readonly string[];
  /** What was written has no effect here. */
  readonly warnings: readonly string[];
};

const ONLY_S3: readonly InputName[] = [
  'endpoint',
  'region',
  'access-key-id',
  'secret-access-key',
  'session-token',
  'sse-customer-key',
];

/** What looks at a restored database. */
const AFTER_THE_RESTORE: readonly InputName[] = ['max-age', 'freshness-query', 'checks', 'last-good'];

const isTrue = (text: string | undefined) => text?.toLowerCase() === 'true';

/** @param given what the user and action.yml's defaults wrote: a default is never contradicted */
export function contradictions(given: GivenInputs, location: Location, mode: RestoreRequest['mode']): Contradictions {
  const errors: string[] = [];
  const warnings: string[] = [];
  const has = (name: InputName) => given.has(name);
  const lastGood = given.get('last-good') ?? 'off';

  if (has('timestamp') && has('position')) {
    errors.push('`timestamp` and `position` both choose the restore point; write one of them');
  }
  if (has('prefix') && /^s3:\/\/[^/]+\/./i.test(given.get('bucket') ?? '')) {
    errors.push('`prefix` is given, and so is a prefix inside `bucket`; write it in one of them');
  }
  if (has('access-key-id') !== has('secret-access-key')) {
    const [there, missing] = has('access-key-id')
      ? ['access-key-id', 'secret-access-key']
      : ['secret-access-key', 'access-key-id'];
    errors.push(
      `\`${there}\` is given without \`${missing}\` (a secret is empty in a pull request from a fork, and where its name is misspelt)`,
    );
  }
  if (has('session-token') && !has('access-key-id')) {
    errors.push('`session-token` is given without `access-key-id` and `secret-access-key`');
  }
  if (isTrue(given.get('anonymous')) && has('access-key-id')) {
    errors.push('`anonymous` is true, and `access-key-id` is given; write one of them');
  }
  if (isTrue(given.get('anonymous')) && isTrue(given.get('request-payer'))) {
    errors.push('`anonymous` and `request-payer` are both true; who pays for requests must sign them');
  }

  if (has('freshness-query') && !has('max-age')) {
    errors.push('`freshness-query` is given without `max-age`, which says how old its answer may be');
  }
  if (lastGood === 'restore' && mode !== 'restore') {
    errors.push(`\`last-good\` is restore, and \`mode\` is ${mode}, which publishes nothing; write report`);
  }

  if (location.kind === 'directory') warnIdle(ONLY_S3.filter(has), '`bucket` is a directory');
  if (mode === 'plan') {
    warnIdle(
      AFTER_THE_RESTORE.filter(name => has(name) && given.get(name) !== 'off'),
      '`mode` is plan, which restores nothing',
    );
  } else if (has('timestamp') || has('position')) {
    const chosen = has('position') ? 'position' : 'timestamp';
    if (lastGood !== 'off') warnIdle(['last-good'], `\`${chosen}\` chooses the restore point`);
    if (has('max-age')) {
      warnings.push(`\`max-age\` is held against the restore point of \`${chosen}\`: an older one fails as stale`);
    }
  }
  return {errors, warnings};

  function warnIdle(idle: readonly InputName[], because: string): void {
    if (idle.length === 0) return;
    const names = idle.map(name => `\`${name}\``).join(', ');
    warnings.push(`${because}, so that ${names} ${idle.length === 1 ? 'has' : 'have'} no effect`);
  }
}
