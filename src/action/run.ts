// The action: inputs in, restore, then outputs, report, annotation and summary, whatever happened. What is imported here
// stands between the start of the step and its first request (test/action/start-up.test.ts): all else is loaded later.
import {messageOf} from '../errors.ts';
import {resolve} from 'node:path';
import type {RestoreRequest} from '../request.ts';
import type {RestoreResult} from '../result.ts';
import {VERSION} from '../version.ts';
import {leave} from './exit.ts';
import {failedResult} from './failed-result.ts';
import {openHistory} from './history-store.ts';
import {
  actionInputs,
  actionRequest,
  cacheHome,
  environment,
  secretsOf,
  spareMetadataService,
  unknownInputs,
} from './inputs.ts';
import {watchInterrupts} from './interrupts.ts';
import {createActionLog} from './log.ts';
import {placeText, targetText} from './outcome.ts';
import {UNFINISHED} from './outputs.ts';
import {redactor} from './secrets.ts';
import {annotate, maskSecret, setOutputs, speak} from './words.ts';

/** @param entry the file that this process was started with */
export async function runAction(entry: URL): Promise<void> {
  const started = performance.now();
  const env = environment();
  const given = actionInputs(env);
  const secrets = secretsOf(given, env);
  for (const secret of secrets) maskSecret(secret);
  let redact = redactor(secrets);
  const log = createActionLog(text => redact(text));
  const interrupts = watchInterrupts();
  const workspace = resolve(env['GITHUB_WORKSPACE'] || '.');
  let request: RestoreRequest | undefined;
  let result: RestoreResult;
  try {
    setOutputs(UNFINISHED, env['GITHUB_OUTPUT']);
    log.info(`restore-sqlite ${VERSION}, Node ${process.version}, ${process.platform}-${process.arch}`);
    for (const sentence of unknownInputs(env)) log.warn(`${sentence}.`);
    const read = await actionRequest(given, env);
    for (const secret of read.secrets) maskSecret(secret);
    redact = redactor([...secrets, ...read.secrets]);
    request = read.request;
    for (const sentence of read.warnings) log.warn(`${sentence}.`);
    interrupts.limit(request.timeout);
    spareMetadataService(request.location, env);
    const cache = request.cache ? await openCache() : undefined;
    const history = await openHistory(request, {workspace, cacheHome: cacheHome()}, log);
    const target = targetText({request, workspace});
    log.info(`Mode ${request.mode}: ${placeText(request.location)}${target === '' ? '' : ` -> ${target}`}`);
    const {signal} = interrupts;
    // Only now: wrong inputs are told at once, and whatever cannot be loaded here is a result like any other.
    const {performRestore} = await import('./perform.ts');
    result = await interrupts.guard(performRestore(request, {entry, env, log, signal, cache, history}));
  } catch (error) {
    result = failedResult(error, performance.now() - started);
  }
  let told = false;
  try {
    const refused = await speak();
    if (refused !== undefined) annotate('error', redact(`Cannot say all: ${messageOf(refused)}`));
    const {tell, tellMonitor} = await import('./tell.ts');
    told = tell({request, result, workspace}, {env, redact, log}) && refused === undefined;
    interrupts.stop();
    // Last: the monitor must hear nothing of a step that then fails to tell its result.
    if (told) await tellMonitor({request, result}, log);
  } catch (error) {
    // The outputs still say what was written first: that nothing is known.
    const message = redact(`Cannot tell the result: ${messageOf(error)}`);
    annotate('error', message);
    await speak().catch(() => process.stderr.write(`${message}\n`));
  }
  await leave(result.failed || !told ? 1 : 0);

  async function openCache() {
    // The cache client speaks for itself: not before the secrets are masked.
    await speak();
    // Lazily: the cache client is half of the bundle.
    const {openDatabaseCache} = await import('./database-cache.ts');
    return openDatabaseCache(cacheHome(), log);
  }
}
