import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {divide, type TableWork} from '../../src/sqlite/division.ts';
import {guessTreeSize} from '../../src/sqlite/tree-size.ts';
import {makeDatabase, numbers, temporaryFolder, withDatabase} from './databases.ts';

const table = (name: string, rows: number, more: Partial<TableWork> = {}): TableWork => ({
  table: name,
  rows,
  pages: rows / 50,
  indexes: 1,
  foreignKeys: 0,
  ...more,
});
const pagesOf = (tables: readonly TableWork[]) => tables.reduce((sum, {pages}) => sum + pages, 0);
const divideAll = (tables: readonly TableWork[], processes: number) => divide(tables, pagesOf(tables), processes);

suite('A division of the check', () => {
  test('begins with what takes longest; small tables share a part', () => {
    const small = Array.from({length: 100}, (_, i) => table(`s${i}`, 100));
    const parts = divideAll([table('b', 2e6), ...small, table('a', 3e6), table('c', 2e6)], 2);
    assert.deepEqual(
      parts?.map(({kind, tables}) => [kind, tables.length === 1 ? tables[0] : tables.length]),
      [
        ['tables', 'a'],
        ['tables', 'b'],
        ['tables', 'c'],
        ['structure', 0],
        ['tables', 100],
      ],
    );
  });

  test('has every indexed table in one part, and every table with foreign keys in another', () => {
    const tables = Array.from({length: 300}, (_, i) =>
      table(`t${i}`, (i * 7919) % 30_000, {indexes: i % 3, foreignKeys: i % 2}),
    );
    const parts = divideAll(tables, 4) ?? [];
    for (const [kind, has] of [
      ['tables', (work: TableWork) => work.indexes > 0],
      ['references', (work: TableWork) => work.foreignKeys > 0],
    ] as const) {
      const named = parts.filter(part => part.kind === kind).flatMap(part => part.tables);
      const expected = tables.filter(has).map(work => work.table);
      assert.deepEqual(named.toSorted(), expected.toSorted());
    }
    assert.equal(parts.filter(({kind}) => kind === 'structure').length, 1);
    assert.ok(parts.length < 50, String(parts.length));
  });

  for (const [what, tables, processes] of [
    ['there is one processor', [table('a', 3e6), table('b', 3e6)], 1],
    ['the database is small', [table('a', 20_000), table('b', 20_000)], 4],
    ['one table outweighs the others', [table('a', 5e6), table('b', 3e5)], 2],
    ['no table has an index', [table('a', 5e6, {indexes: 0}), table('b', 5e6, {indexes: 0})], 2],
    [
      'the pages hold so few records that looking at them twice is most of the work',
      [table('a', 2e5, {pages: 2e5}), table('b', 2e5, {pages: 2e5})],
      2,
    ],
  ] as const) {
    test(`is not made where ${what}`, () => assert.equal(divideAll(tables, processes), undefined));
  }
});

suite('The guessed size of a b-tree', () => {
  for (const pageSize of [512, 4096]) {
    test(`is not far from the truth with pages of ${pageSize} bytes`, t => {
      const path = makeDatabase(
        join(temporaryFolder(t), 'a.db'),
        `PRAGMA page_size = ${pageSize}; CREATE TABLE small(a); INSERT INTO small VALUES (1), (2);
         CREATE TABLE t(id INTEGER PRIMARY KEY, a); CREATE INDEX ta ON t(a); CREATE TABLE empty(a);
         CREATE TABLE w(k PRIMARY KEY, v) WITHOUT ROWID; CREATE TABLE large(a);
         INSERT INTO t ${numbers(30_000)} SELECT i, 'text ' || i * 7919 FROM n;
         INSERT INTO w ${numbers(10_000)} SELECT i * 7919 % 10007, zeroblob(40) FROM n;
         INSERT INTO large ${numbers(200)} SELECT zeroblob(20000) FROM n;`,
      );
      const file = readFileSync(path);
      const readPage = (number: number) =>
        number >= 1 && number * pageSize <= file.length
          ? file.subarray((number - 1) * pageSize, number * pageSize)
          : undefined;
      const trees = withDatabase(path, db =>
        db
          .prepare<[], {name: string; rootpage: number; pages: number; entries: number}>(
            `SELECT name, rootpage, (SELECT count(*) FROM dbstat AS d WHERE d.name = s.name) AS pages,
               (SELECT sum(ncell) FROM dbstat AS d WHERE d.name = s.name AND pagetype = 'leaf') AS entries
             FROM sqlite_schema AS s WHERE rootpage > 0`,
          )
          .all(),
      );
      assert.equal(trees.length, 6);
      for (const {name, rootpage, pages, entries} of trees) {
        const guess = guessTreeSize(readPage, rootpage);
        for (const [guessed, truth] of [
          [guess.pages, pages],
          [guess.entries, entries],
        ] as const) {
          assert.ok(guessed >= truth / 1.6 && guessed <= truth * 1.6, `${name}: ${guessed} for ${truth}`);
        }
      }
    });
  }

  test('is nothing much for bytes that are no tree, however they point', () => {
    for (const fill of [0, 2, 5, 10, 13, 0xff]) {
      const page = Buffer.alloc(512, fill);
      assert.ok(Number.isFinite(guessTreeSize(() => page, 1).pages));
      assert.ok(Number.isFinite(guessTreeSize(() => page, 7).entries));
    }
    // A page that is its own child.
    const loop = Buffer.alloc(512);
    loop[0] = 5;
    loop.writeUInt16BE(2, 3);
    loop.writeUInt32BE(9, 8);
    loop.writeUInt16BE(100, 12);
    loop.writeUInt16BE(100, 14);
    loop.writeUInt32BE(9, 100);
    let reads = 0;
    guessTreeSize(() => {
      reads += 1;
      return loop;
    }, 9);
    assert.ok(reads < 400, String(reads));
  });
});
