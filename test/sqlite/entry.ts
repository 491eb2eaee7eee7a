// The program's entry as far as SQLite children are concerned.
import {serveSqliteChild} from '../../src/sqlite/child.ts';

if (process.argv[2] === 'sqlite-child') await serveSqliteChild();
