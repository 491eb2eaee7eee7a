// Another process that has a database open: `holder.ts DATABASE HOW`. Prints a line when it has it.
import {loadSqlite} from '../../src/sqlite/addon.ts';

const [path = '', how = ''] = process.argv.slice(2);
const Sqlite = await loadSqlite();
const db = new Sqlite(path, {readonly: how === 'reads, read-only'});
db.prepare('SELECT count(*) FROM t').get();
if (how === 'writes') db.exec('BEGIN IMMEDIATE; DELETE FROM t');
if (how.startsWith('reads')) db.prepare('SELECT * FROM t').iterate().next();
console.log('holding');
setInterval(() => {}, 60_000);
