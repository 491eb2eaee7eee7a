// Preloaded into the action (`--import`): writes the URL of each module into the file LOADED_MODULES, before it is evaluated.
import {appendFileSync} from 'node:fs';
import {registerHooks} from 'node:module';

const file = process.env['LOADED_MODULES'] ?? '';

registerHooks({
  load(url, context, nextLoad) {
    if (url.startsWith('file:')) appendFileSync(file, `${url}\n`);
    return nextLoad(url, context);
  },
});
