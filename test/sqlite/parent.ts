// A program that checks a database: `parent.ts ENTRY-URL DATABASE`. SIGTERM cancels it.
import {RestoreError} from '../../src/errors.ts';
import {SILENT} from '../../src/log.ts';
import {openSqlite} from '../../src/sqlite/children.ts';

const [entry = '', path = ''] = process.argv.slice(2);
const cancel = new AbortController();
process.once('SIGTERM', () => cancel.abort(new RestoreError('cancelled', {what: 'SIGTERM came'})));
console.log('started');
try {
  await openSqlite(new URL(entry), SILENT).check(path, {integrity: 'full', foreignKeys: true}, cancel.signal);
} catch (error) {
  console.log(error instanceof RestoreError ? error.code : 'another error');
}
