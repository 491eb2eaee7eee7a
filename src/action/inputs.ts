// The one place that reads inputs and the environment. What comes out is typed and valid, or one error that lists all
// that is wrong.
import {homedir, tmpdir} from 'node:os';
import {resolve} from 'node:path';
import {INPUT_NAMES, isSecret, nearestInput, type Environment, type GivenInputs} from './input-table.ts';
import type {Location} from '../request.ts';
import {requestFrom, type ReadRequest} from './request-from.ts';

/** This process's environment. Only here is it read. */
export function environment(): Environment {
  return process.env;
}

/** The runner hands the input `db-path` over as `INPUT_DB-PATH`. */
const variableOf = (name: string) => `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;

/** @param env as the runner sets it for a step */
export function actionInputs(env: Environment): GivenInputs {
  const given = INPUT_NAMES.map(name => [name, (env[variableOf(name)] ?? '').trim()] as const);
  return new Map(given.filter(([, value]) => value !== ''));
}

/** A sentence for each INPUT_ variable that no input has: a misspelt input would otherwise act as its default. */
export function unknownInputs(env: Environment): readonly string[] {
  const known = new Set<string>(INPUT_NAMES.map(variableOf));
  return Object.keys(env)
    .filter(variable => variable.startsWith('INPUT_') && !known.has(variable.toUpperCase()))
    .map(variable => unknownInput(variable.slice('INPUT_'.length).toLowerCase()));
}

export function unknownInput(name: string): string {
  const near = nearestInput(name);
  return `There is no input \`${name}\`${near === undefined ? '' : `; did you mean \`${near}\`?`}`;
}

/** Everything that must never be printed: secret inputs and the credentials that the job's environment holds. */
export function secretsOf(given: GivenInputs, env: Environment): readonly string[] {
  const fromInputs = [...given].filter(([name]) => isSecret(name)).flatMap(([, value]) => [value, ...linesOf(value)]);
  const fromEnvironment = [env['AWS_SECRET_ACCESS_KEY'], env['AWS_SESSION_TOKEN']].map(value => value?.trim() ?? '');
  // Masking a short text would blank harmless words all over the log, and no real secret is that short.
  return [...new Set([...fromInputs, ...fromEnvironment])].filter(secret => secret.length >= 8);
}

/** A key file has several lines, and one of them alone may be printed. */
function linesOf(secret: string): readonly string[] {
  return secret.split(/\r?\n/).map(line => line.trim());
}

/**
 * What the action is asked to do.
 * @throws RestoreError `input` that names every input that is wrong
 */
export async function actionRequest(given: GivenInputs, env: Environment): Promise<ReadRequest> {
  const folders = {workspace: resolve(env['GITHUB_WORKSPACE'] || '.'), temp: tempFolder(env), anywhere: false};
  return requestFrom(given, folders, env);
}

/**
 * What the terminal command is asked to do: the same, except that the file may lie anywhere.
 * @throws RestoreError `input` that names every input that is wrong
 */
export async function terminalRequest(given: GivenInputs, env: Environment): Promise<ReadRequest> {
  return requestFrom(given, {workspace: resolve('.'), temp: tempFolder(env), anywhere: true}, env);
}

/** The runner's temp folder, which it empties after the job; without a runner the system's. */
export function tempFolder(env: Environment): string {
  return resolve(env['RUNNER_TEMP'] || tmpdir());
}

/** Where cached databases are put together: the same path on every runner, because the path is part of a cache's key. */
export function cacheHome(): string {
  return resolve(homedir(), '.cache', 'restore-sqlite');
}

/**
 * Keeps the SDK from asking the metadata service of the machine's cloud for credentials and a region where it is of no use:
 * on GitHub's own machines, which have no role for S3, and for other stores than AWS when there are credentials already.
 * Asking takes a second or more where nobody answers.
 */
export function spareMetadataService(location: Location, env: Environment): void {
  if (location.kind !== 's3') return;
  const endpoint = location.endpoint ?? env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL'];
  const hasCredentials =
    location.credentials !== undefined ||
    location.anonymous ||
    // A profile goes before them.
    (!!env['AWS_ACCESS_KEY_ID'] && !!env['AWS_SECRET_ACCESS_KEY'] && !env['AWS_PROFILE']);
  if (env['RUNNER_ENVIRONMENT'] === 'github-hosted' || (endpoint && hasCredentials)) {
    process.env['AWS_EC2_METADATA_DISABLED'] ??= 'true';
  }
}
