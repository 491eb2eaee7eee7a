// Inputs that cannot both be meant.
import type {Location} from '../request.ts';
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

const isTrue = (text: string | undefined) => text?.toLowerCase() === 'true';

/** @param given what the user and action.yml's defaults wrote: a default is never contradicted */
export function contradictions(given: GivenInputs, location: Location): Contradictions {
  const errors: string[] = [];
  const warnings: string[] = [];
  const has = (name: InputName) => given.has(name);

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

  if (location.kind === 'directory') {
    const idle = ONLY_S3.filter(has);
    if (idle.length > 0) {
      const names = idle.map(name => `\`${name}\``).join(', ');
      warnings.push(`\`bucket\` is a directory, so that ${names} ${idle.length === 1 ? 'has' : 'have'} no effect`);
    }
  }
  return {errors, warnings};
}
