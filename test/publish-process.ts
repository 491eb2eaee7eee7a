// A process that publishes: `publish-process.ts SCRATCH TARGET OPTIONS`, OPTIONS being JSON. With `dieAfter` it kills
// itself outright at that step. Prints the error's code, or `published`.
import {RestoreError} from '../src/errors.ts';
import {SILENT} from '../src/log.ts';
import {publish, type Publication} from '../src/publish.ts';
import {openSqlite} from '../src/sqlite/children.ts';

const [scratch = '', target = '', json = '{}'] = process.argv.slice(2);
// Safe: the tests beside this file are the only ones that write it.
const {dieAfter, ...options} = JSON.parse(json) as Partial<Publication> & {readonly dieAfter?: string};
console.log('started');
try {
  await publish({
    scratch,
    target,
    ifExists: 'replace',
    replaceWasWritten: false,
    ...options,
    sqlite: openSqlite(new URL('./sqlite/entry.ts', import.meta.url), SILENT),
    log: SILENT,
    signal: new AbortController().signal,
    onStep: step => {
      if (step === dieAfter) process.kill(process.pid, 'SIGKILL');
    },
  });
  console.log('published');
} catch (error) {
  console.log(error instanceof RestoreError ? error.code : String(error));
}
