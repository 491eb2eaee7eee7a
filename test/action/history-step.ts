// Started by history-cache.test.ts: one call of the history in the cache in a process of its own, as in a step (see
// cache-step.ts). Answers in JSON.
import {openHistoryCache} from '../../src/action/history-cache.ts';
import {cacheHome} from '../../src/action/inputs.ts';
import {RestoreError} from '../../src/errors.ts';
import {SILENT} from '../../src/log.ts';
import {runOf} from '../checks/past-runs.ts';

const [call = '', name = '', nights = '0'] = process.argv.slice(2);
const store = openHistoryCache(cacheHome(), name, {...SILENT, warn: text => console.log(`warning: ${text}`)});
const controller = new AbortController();
if (call === 'cancelled') controller.abort(new RestoreError('cancelled', {what: 'by the test'}));

if (call === 'write') {
  await store.write(Array.from({length: Number(nights)}, (_, index) => runOf(Number(nights) - index)));
  console.log('answer: {}');
} else {
  const answer = await store.read(controller.signal).catch((error: unknown) => ({runs: [], doubt: String(error)}));
  console.log(`answer: ${JSON.stringify({nights: answer.runs.length, doubt: answer.doubt})}`);
}
