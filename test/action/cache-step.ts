// Started by database-cache.test.ts: one call of the cache in a process of its own, as in a step. The cache client reads
// the environment and prints workflow commands, which would reach the runner that runs the tests.
import {openDatabaseCache} from '../../src/action/database-cache.ts';
import {cacheHome} from '../../src/action/inputs.ts';
import {RestoreError} from '../../src/errors.ts';
import {SILENT} from '../../src/log.ts';

const [call = '', key = ''] = process.argv.slice(2);
const cache = openDatabaseCache(cacheHome(), {...SILENT, warn: text => console.log(`warning: ${text}`)});
const controller = new AbortController();
if (call === 'cancelled') controller.abort(new RestoreError('cancelled', {what: 'by the test'}));

if (call === 'folder') console.log(`answer: ${cache.folder(key)}`);
else if (call === 'save') console.log(`answer: ${String(await cache.save(key))}`);
else {
  const answer = await cache.restore(key, controller.signal).catch((error: unknown) => String(error));
  console.log(`answer: ${answer}`);
}
