// A small database with one of everything that a check looks at, and ways to damage it. The same numbers give the same
// damage.
import {openSync, readSync, writeSync, closeSync, fstatSync, ftruncateSync} from 'node:fs';
import {makeDatabase, numbers, rewriteSchema, withDatabase, withoutDefence} from './databases.ts';

/** Whole numbers from 0 to below `limit` (xorshift32). */
export type Random = (limit: number) => number;

export function randomFrom(seed: number): Random {
  let x = (seed * 2654435761 + 88172645) | 1;
  return limit => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) % limit;
  };
}

export function pick<T>(random: Random, of: readonly T[]): T {
  const found = of[random(of.length)];
  if (found === undefined) throw new TypeError('nothing to pick from');
  return found;
}

export function makeZoo(path: string, random: Random): string {
  const pageSize = pick(random, [512, 1024, 4096]);
  const rows = 40 + random(pageSize === 4096 ? 400 : 150);
  return makeDatabase(
    path,
    `PRAGMA page_size = ${pageSize}; PRAGMA auto_vacuum = ${random(3)}; PRAGMA foreign_keys = OFF;
     PRAGMA encoding = '${pick(random, ['UTF-8', 'UTF-8', 'UTF-16le'])}'; BEGIN;
     CREATE TABLE plain(a, b); CREATE INDEX plain_a ON plain(a); CREATE INDEX plain_ba ON plain(b DESC, a);
     CREATE TABLE keyed(id INTEGER PRIMARY KEY AUTOINCREMENT, word TEXT NOT NULL UNIQUE, n INTEGER, x REAL NOT NULL);
     CREATE TABLE strict(i INT NOT NULL, t TEXT, r REAL, b BLOB, a ANY) STRICT; CREATE INDEX strict_i ON strict(i, t);
     CREATE TABLE rowless(k TEXT, l INT, v, PRIMARY KEY(k, l)) WITHOUT ROWID; CREATE INDEX rowless_v ON rowless(v);
     CREATE TABLE bare(id INTEGER PRIMARY KEY, t TEXT NOT NULL, blob);
     CREATE TABLE "2 odd ""name"""(a COLLATE NOCASE, g AS (a || 'x'), s AS (length(a)) STORED);
     CREATE INDEX part ON "2 odd ""name"""(a) WHERE a > 'm'; CREATE UNIQUE INDEX expr ON "2 odd ""name"""(a || 'y', s);
     CREATE INDEX virt ON "2 odd ""name"""(g);
     CREATE TABLE "123"(a UNIQUE); CREATE TABLE child(p REFERENCES keyed(id), q REFERENCES keyed(id)); CREATE TABLE none(a);
     CREATE VIEW v AS SELECT * FROM plain; CREATE TRIGGER t AFTER INSERT ON plain BEGIN SELECT 1; END;
     CREATE VIRTUAL TABLE texts USING fts5(a, b); CREATE VIRTUAL TABLE old USING fts4(a);
     CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1);
     INSERT INTO plain ${numbers(rows)} SELECT i * 7919 % 101, printf('%.*c', i * 31 % 90, 'p') FROM n;
     INSERT INTO keyed ${numbers(rows)} SELECT i, 'word ' || (i * 7919 % 10007), i % 7, i / 3.0 FROM n;
     INSERT INTO strict ${numbers(rows)} SELECT i % 11, 't' || i, i * 0.5, zeroblob(i % 40), i FROM n;
     INSERT INTO rowless ${numbers(rows)} SELECT 'k' || (i % 13), i, i * 7919 % 10007 FROM n;
     INSERT INTO bare ${numbers(rows)} SELECT i, 'text ' || i, zeroblob(CASE WHEN i % 20 THEN 10 ELSE 3000 END) FROM n;
     INSERT INTO "2 odd ""name""" ${numbers(rows)} SELECT printf('%c%d', 97 + i % 26, i) FROM n;
     INSERT INTO "123" ${numbers(rows)} SELECT i FROM n; INSERT INTO child ${numbers(rows)} SELECT i, i % 9 + 1 FROM n;
     INSERT INTO texts ${numbers(40)} SELECT 'some words ' || i, 'others ' || (i % 5) FROM n;
     INSERT INTO old ${numbers(20)} SELECT 'old words ' || i FROM n;
     INSERT INTO boxes ${numbers(60)} SELECT i, i, i + 3 FROM n; COMMIT;
     DELETE FROM bare WHERE id % 3 = 1; DELETE FROM plain WHERE rowid % 5 = 1; ANALYZE;`,
  );
}

function withFile(path: string, work: (file: number, pageSize: number, pages: number) => void): void {
  const file = openSync(path, 'r+');
  try {
    const pageSize = bytes(file, 16, 2).readUInt16BE();
    work(file, pageSize, Math.floor(fstatSync(file).size / pageSize));
  } finally {
    closeSync(file);
  }
}

function bytes(file: number, offset: number, length: number): Buffer {
  const read = Buffer.alloc(length);
  readSync(file, read, 0, length, offset);
  return read;
}

function put(file: number, offset: number, content: Uint8Array): void {
  writeSync(file, content, 0, content.length, offset);
}

function uint32(value: number): Buffer {
  const content = Buffer.alloc(4);
  content.writeUInt32BE(value);
  return content;
}

const INDEXES = ['plain_a', 'plain_ba', 'strict_i', 'rowless_v', 'part', 'expr', 'virt'];

/** Takes an index out of the schema, changes the tables, and puts it back. */
function behindTheBackOf(path: string, index: string, sql: string): void {
  const entry = withDatabase(path, db => db.prepare('SELECT * FROM sqlite_schema WHERE name = ?').raw().get(index));
  withoutDefence(path, `DELETE FROM sqlite_schema WHERE name = '${index}'; PRAGMA schema_version = 500`);
  withDatabase(path, db => db.exec(sql));
  withDatabase(path, db => {
    db.unsafeMode();
    db.pragma('writable_schema = ON');
    db.prepare('INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)').run(entry);
  });
}

const ROW_CHANGES = [
  'DELETE FROM plain WHERE rowid % 7 = 0',
  'INSERT INTO plain VALUES (17, 18)',
  'UPDATE plain SET a = -a, b = b || 1 WHERE rowid % 9 = 0',
  "INSERT INTO strict VALUES (5, 'new', 1.5, x'00', 'any')",
  'DELETE FROM strict WHERE i = 3',
  "UPDATE rowless SET v = 'changed' WHERE l % 10 = 0",
  "DELETE FROM rowless WHERE k = 'k3'",
  `UPDATE "2 odd ""name""" SET a = upper(a) WHERE rowid % 4 = 0`,
  `INSERT OR IGNORE INTO "2 odd ""name""" VALUES ('zz'), ('zz'), ('aa')`,
];

const OTHER_SCHEMAS: readonly (readonly [string, string])[] = [
  ['plain', 'CREATE TABLE plain(a NOT NULL, b TEXT)'],
  ['plain', 'CREATE TABLE plain(a TEXT, b INT)'],
  ['plain', 'CREATE TABLE plain(a TEXT, b INT) STRICT'],
  ['bare', 'CREATE TABLE bare(id INTEGER PRIMARY KEY, t INT NOT NULL, blob BLOB) STRICT'],
  ['plain_a', 'CREATE UNIQUE INDEX plain_a ON plain(a)'],
  ['plain_ba', 'CREATE INDEX plain_ba ON plain(b COLLATE NOCASE, a)'],
  ['plain_a', 'CREATE INDEX plain_a ON plain(b)'],
  ['part', `CREATE INDEX part ON "2 odd ""name"""(a) WHERE a > 'p'`],
  ['rowless', 'CREATE TABLE rowless(k TEXT, l INT, v, PRIMARY KEY(k DESC, l)) WITHOUT ROWID'],
  ['child', 'CREATE TABLE child(p UNIQUE, q)'],
];

export const DAMAGES: Readonly<Record<string, (path: string, random: Random) => void>> = {
  'bits flipped'(path, random) {
    withFile(path, (file, pageSize, pages) => {
      for (let i = random(3); i >= 0; i -= 1) {
        // The beginning of a page, where its structure is, as often as the rest.
        const page = pageSize * random(pages);
        const offset = Math.max(100, page + random(random(2) === 0 ? 24 : pageSize));
        put(file, offset, Buffer.from([(bytes(file, offset, 1)[0] ?? 0) ^ (1 << random(8))]));
      }
    });
  },
  'bytes overwritten'(path, random) {
    withFile(path, (file, pageSize, pages) => {
      const content = Buffer.from(Array.from({length: 1 + random(12)}, () => random(256)));
      put(file, Math.max(100, pageSize * random(pages) + random(pageSize - 12)), content);
    });
  },
  'a page zeroed'(path, random) {
    withFile(path, (file, pageSize, pages) => put(file, pageSize * (1 + random(pages - 1)), Buffer.alloc(pageSize)));
  },
  'a page over another'(path, random) {
    withFile(path, (file, pageSize, pages) =>
      put(file, pageSize * (1 + random(pages - 1)), bytes(file, pageSize * (1 + random(pages - 1)), pageSize)),
    );
  },
  'two pages changed about'(path, random) {
    withFile(path, (file, pageSize, pages) => {
      const [one, two] = [pageSize * (1 + random(pages - 1)), pageSize * (1 + random(pages - 1))];
      const kept = bytes(file, one, pageSize);
      put(file, one, bytes(file, two, pageSize));
      put(file, two, kept);
    });
  },
  'the free list'(path, random) {
    withFile(path, (file, _, pages) => put(file, pick(random, [32, 36]), uint32(random(pages + 5))));
  },
  'orphan pages'(path, random) {
    withFile(path, (file, pageSize, pages) => {
      const more = 1 + random(3);
      ftruncateSync(file, pageSize * (pages + more));
      put(file, 28, uint32(pages + more));
    });
  },
  'the end cut off'(path, random) {
    withFile(path, (file, pageSize, pages) => {
      const left = pages - 1 - random(4);
      ftruncateSync(file, pageSize * left);
      if (random(2) === 0) put(file, 28, uint32(left));
    });
  },
  'the largest root page or the vacuum mode in the header'(path, random) {
    withFile(path, (file, _, pages) => put(file, pick(random, [52, 64]), uint32(random(pages))));
  },
  'one tree for two'(path, random) {
    const names = [...INDEXES, 'plain', 'keyed', 'strict', 'bare', '123', 'none'];
    const [one, two] = [pick(random, names), pick(random, names)];
    withoutDefence(
      path,
      `UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = '${one}')
         WHERE name = '${two}'; PRAGMA schema_version = 700`,
    );
  },
  'an index with other entries'(path, random) {
    behindTheBackOf(path, pick(random, INDEXES), pick(random, ROW_CHANGES));
  },
  'a schema that the rows do not meet'(path, random) {
    const [name, sql] = pick(random, OTHER_SCHEMAS);
    rewriteSchema(path, name, sql);
  },
  'a full-text index or an R-tree'(path, random) {
    withoutDefence(
      path,
      pick(random, [
        "UPDATE texts_content SET c0 = 'other' WHERE id = 3",
        'DELETE FROM texts_docsize WHERE id = 5',
        'DELETE FROM texts_data WHERE id > 10',
        "UPDATE old_content SET c0a = 'other' WHERE docid = 3",
        'DELETE FROM boxes_rowid WHERE rowid = 4',
        'UPDATE boxes_parent SET parentnode = 1',
      ]),
    );
  },
};
