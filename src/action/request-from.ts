// From texts to a RestoreRequest. All problems are collected, so that a user repairs a workflow once, not input by input.
import type {ReadChecks} from '../checks/parse.ts';
import {RestoreError} from '../errors.ts';
import type {RestoreRequest, Location} from '../request.ts';
import {AGE_IDENTITY} from './age-identity.ts';
import {BUCKET_FORMS, parseBucket} from './bucket.ts';
import {readChecksInput} from './checks-input.ts';
import {contradictions} from './contradictions.ts';
import {INPUTS, isSecret, type Environment, type GivenInputs, type InputName} from './input-table.ts';
import {targetPath, type AllowedFolders} from './target-path.ts';
import * as forms from './value-forms.ts';

export type ReadRequest = {
  readonly request: RestoreRequest;
  /** Sentences worth a warning: inputs that have no effect here. */
  readonly warnings: readonly string[];
  /** Secrets that were found only now: to be masked before anything else is printed. */
  readonly secrets: readonly string[];
};

/** Long values are cut in messages, and a name and password inside a URL are left out. Secret values never come here. */
function quoted(value: string): string {
  const shown = value.replaceAll(/\/\/[^/\s]*@/g, '//…@');
  return `\`${shown.length > 200 ? `${shown.slice(0, 200)}…` : shown}\``;
}

/**
 * @throws RestoreError `input` that names every input that is wrong, its value (never a secret one) and the allowed form
 */
export async function requestFrom(given: GivenInputs, folders: AllowedFolders, env: Environment): Promise<ReadRequest> {
  const problems: string[] = [];

  function read<T>(name: InputName, form: forms.ValueForm<T>): T | undefined {
    const text = given.get(name) ?? INPUTS[name].default;
    if (text === '') return undefined;
    const value = form.parse(text);
    if (value === undefined) {
      problems.push(
        isSecret(name)
          ? `\`${name}\` ${form.problem?.(text) ?? 'has a wrong form'} (its value is not shown); allowed: ${form.allowed}`
          : `\`${name}\` is ${quoted(text)}; allowed: ${form.allowed}`,
      );
    }
    return value;
  }

  const mode = read('mode', forms.oneOf(['restore', 'verify', 'plan'])) ?? 'restore';
  const location = readLocation();
  const target = readTarget();
  const checks = await readChecks();
  const request: RestoreRequest = {
    location,
    ageIdentity: read('age-identity', AGE_IDENTITY),
    mode,
    target,
    tempFolder: folders.temp,
    format: read('format', forms.FORMAT_NAME) ?? 'auto',
    timestamp: read('timestamp', forms.INSTANT),
    position: read('position', forms.POSITION),
    integrityCheck: read('integrity-check', forms.oneOf(['full', 'quick', 'off'])) ?? 'full',
    foreignKeyCheck: read('foreign-key-check', forms.oneOf(['fail', 'warn', 'off'])) ?? 'warn',
    onIncomplete: read('on-incomplete', forms.oneOf(['fail', 'warn'])) ?? 'fail',
    onInconclusive: read('on-inconclusive', forms.oneOf(['warn', 'proven', 'fail'])) ?? 'warn',
    ifNoBackup: read('if-no-backup', forms.oneOf(['fail', 'warn', 'ignore'])) ?? 'fail',
    ifExists: read('if-exists', forms.oneOf(['replace', 'fail', 'skip'])) ?? 'replace',
    replaceWasWritten: given.get('if-exists') === 'replace',
    allowEmpty: read('allow-empty', forms.BOOLEAN) ?? false,
    maxDatabaseSize: read('max-database-size', forms.SIZE),
    cache: read('cache', forms.BOOLEAN) ?? false,
    maxAge: read('max-age', forms.DURATION),
    freshnessQuery: await readFreshnessQuery(),
    checks: checks?.checks,
    lastGood: read('last-good', forms.oneOf(['off', 'report', 'restore'])) ?? 'off',
    timeout: read('timeout', forms.TIMEOUT),
  };

  const {errors, warnings} = contradictions(given, location, mode);
  problems.push(...errors);
  if (problems.length > 0) {
    throw new RestoreError('input', {
      what:
        problems.length === 1
          ? `Wrong input: ${problems.join('')}`
          : `${problems.length} inputs are wrong: ${problems.map((problem, i) => `(${i + 1}) ${problem}`).join('; ')}`,
    });
  }
  return {request, warnings: [...warnings, ...(checks?.warnings ?? [])], secrets: checks?.secrets ?? []};

  async function readChecks(): Promise<Exclude<ReadChecks, {problems: unknown}> | undefined> {
    const text = given.get('checks');
    if (text === undefined) return undefined;
    const found = await readChecksInput(text, folders, env);
    if ('problems' in found) {
      problems.push(...found.problems.map(problem => `\`checks\`: ${problem}`));
      return undefined;
    }
    if (target !== undefined && found.checks.history.file === target) {
      problems.push('`checks`: history.file is the same file as `db-path`');
    }
    return found;
  }

  async function readFreshnessQuery(): Promise<string | undefined> {
    const sql = given.get('freshness-query');
    if (sql === undefined) return undefined;
    const {statementProblem} = await import('../checks/statement.ts');
    const problem = statementProblem(sql);
    if (problem === undefined) return sql;
    problems.push(`\`freshness-query\` ${problem}; allowed: one single SELECT, WITH … SELECT or VALUES statement`);
    return undefined;
  }

  function readTarget(): string | undefined {
    const text = given.get('db-path');
    if (text === undefined) {
      if (mode === 'restore') problems.push('`db-path` is missing; it is required in mode restore: the file to write');
      return undefined;
    }
    const found = targetPath(text, folders);
    if ('path' in found) return found.path;
    problems.push(`\`db-path\` is ${quoted(text)}, which ${found.problem}`);
    return undefined;
  }

  function readLocation(): Location {
    const text = given.get('bucket');
    const prefix = read('prefix', forms.PREFIX) ?? '';
    const bucket = text === undefined ? undefined : parseBucket(text, folders.workspace);
    if (bucket === undefined) problems.push(`\`bucket\` is missing; allowed: ${BUCKET_FORMS}`);
    else if (bucket.kind === 'wrong') problems.push(`\`bucket\` is ${quoted(text ?? '')}, which ${bucket.problem}`);
    else if (bucket.kind === 'directory') return {kind: 'directory', path: bucket.path, prefix};
    const inBucket = bucket?.kind === 'bucket-and-prefix' ? bucket.prefix : '';
    if (inBucket !== '' && forms.PREFIX.parse(inBucket) === undefined) {
      problems.push(`the prefix in \`bucket\` has a wrong form; allowed: ${forms.PREFIX.allowed}`);
    }
    const credentials = readCredentials();
    const pathStyle = read('force-path-style', forms.AUTO_OR_BOOLEAN);
    return {
      kind: 's3',
      bucket: bucket === undefined || bucket.kind === 'wrong' ? '' : bucket.name,
      prefix: inBucket || prefix,
      endpoint: read('endpoint', forms.ENDPOINT),
      region: read('region', forms.REGION),
      forcePathStyle: pathStyle === 'auto' ? undefined : pathStyle,
      ...(credentials === undefined ? {} : {credentials}),
      anonymous: read('anonymous', forms.BOOLEAN) ?? false,
      requestPayer: read('request-payer', forms.BOOLEAN) ?? false,
      sseCustomerKey: read('sse-customer-key', forms.SSE_CUSTOMER_KEY),
    };
  }

  function readCredentials() {
    const accessKeyId = read('access-key-id', forms.CREDENTIAL);
    const secretAccessKey = read('secret-access-key', forms.CREDENTIAL);
    const sessionToken = read('session-token', forms.CREDENTIAL);
    if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
    return {accessKeyId, secretAccessKey, sessionToken};
  }
}
