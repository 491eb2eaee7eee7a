// Which texts pass for one single question, and that SQLite does nothing but answer those that do.
import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, suite, test} from 'node:test';
import fc from 'fast-check';
import type {Database} from 'better-sqlite3';
import {LONGEST_STATEMENT, statementProblem} from '../../src/checks/statement.ts';
import {loadSqlite} from '../../src/sqlite/addon.ts';
import {scratchFolder} from '../models/scratch.ts';
import {statements, soups} from './statement-generators.ts';
import {ACCEPTED, HOSTILE, WRITING} from './statements.ts';

const Sqlite = await loadSqlite();

/** ANALYZE has not run, and the index of `f` is in two segments: what writes has something to write. */
const CONTENT = `
  CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT); CREATE INDEX tb ON t(b);
  INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) SELECT i, 'b' || i FROM n;
  CREATE VIRTUAL TABLE f USING fts4(x); INSERT INTO f VALUES ('one two'); INSERT INTO f VALUES ('three one');
  CREATE VIEW v AS SELECT a FROM t; CREATE TRIGGER tr AFTER INSERT ON t BEGIN DELETE FROM t; END;`;

suite('A statement', () => {
  for (const sql of ACCEPTED) {
    test(`is taken: ${JSON.stringify(sql)}`, () => assert.equal(statementProblem(sql), undefined));
  }

  for (const [problem, all] of Object.entries(HOSTILE)) {
    for (const sql of all) {
      test(`${problem}: ${JSON.stringify(sql.slice(0, 80))}`, () => assert.equal(statementProblem(sql), problem));
    }
  }

  test('is refused with nothing of its content in the reason', () => {
    for (const sql of Object.values(HOSTILE).flat()) assert.doesNotMatch(statementProblem(sql) ?? '', /evil|secret/i);
  });

  test('has as many parameters as there are values', () => {
    assert.equal(statementProblem('SELECT ?, ?', 2), undefined);
    assert.equal(statementProblem('SELECT ?', 2), 'has not 2 parameters (?)');
    assert.equal(statementProblem("SELECT '?'", 1), 'has not 1 parameters (?)');
  });

  test('may be as long as the limit and no longer', () => {
    const longest = `SELECT '${'x'.repeat(LONGEST_STATEMENT - 9)}'`;
    assert.equal(statementProblem(longest), undefined);
    assert.match(statementProblem(`${longest} `) ?? '', /longer/);
  });

  test('is looked at in a time that grows with its length only', () => {
    const started = performance.now();
    for (const part of ['/*', '/**', '(', "'", "''", '--', '1_', '0x', '1e', '[', '"', '*/', "x'", '/* * /']) {
      statementProblem(`SELECT ${part.repeat(Math.floor((LONGEST_STATEMENT - 7) / part.length))}`);
    }
    assert.ok(performance.now() - started < 5000);
  });
});

/** Runs it where it could write; true when SQLite understood it. */
function run(on: Database, sql: string): boolean {
  try {
    const statement = on.prepare(sql);
    assert.deepEqual([statement.reader, statement.readonly], [true, true], sql);
    // A row limit: a join of many tables has millions.
    let rows = 0;
    for (const _ of statement.raw().iterate()) if ((rows += 1) > 1000) break;
    return true;
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    assert.doesNotMatch(String(error), /more than one statement/, sql);
    return false;
  }
}

suite('What is taken', () => {
  let folder = '';
  let path = '';
  let original = Buffer.alloc(0);
  let db: Database | undefined;

  const open = () => {
    writeFileSync(path, original);
    db = new Sqlite(path);
    return db;
  };
  /** What is not as it was. */
  const changes = () => [
    ...readdirSync(folder).filter(name => name !== 'a.db'),
    ...(readFileSync(path).equals(original) ? [] : ['a.db']),
  ];
  const reset = () => {
    db?.close();
    rmSync(folder, {recursive: true, force: true});
    mkdirSync(folder);
    return open();
  };

  before(() => {
    folder = scratchFolder('statement');
    path = join(folder, 'a.db');
    const made = new Sqlite(path);
    made.exec(CONTENT);
    made.close();
    original = readFileSync(path);
    open();
  });
  after(() => {
    db?.close();
    rmSync(folder, {recursive: true, force: true});
  });

  for (const [name, sql] of Object.entries(WRITING)) {
    test(`is not ${name}, which does write from a connection that may`, () => {
      const text = sql.replaceAll('FOLDER', folder);
      const on = reset();
      const statement = on.prepare(text);
      if (statement.reader) statement.all();
      else statement.run();
      if (on.inTransaction) on.exec('COMMIT');
      assert.notDeepEqual(changes(), []);
      assert.notEqual(statementProblem(text), undefined);
      reset();
    });
  }

  for (const [what, generated] of [
    ['statements and fragments of hostile ones', statements],
    ['quotes, comments and semicolons', soups],
  ] as const) {
    test(`leaves the file byte for byte, and makes no other, whatever it is made of: ${what}`, () => {
      let understood = 0;
      const on = reset();
      fc.assert(
        fc.property(generated, text => {
          const sql = text.replaceAll('FOLDER', folder);
          if (statementProblem(sql) !== undefined) return;
          if (run(on, sql)) understood += 1;
          assert.deepEqual(changes(), [], sql);
        }),
        {numRuns: 3000},
      );
      // Else nothing has been shown.
      assert.ok(understood > 100, `SQLite understood ${understood}`);
    });
  }
});
