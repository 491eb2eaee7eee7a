// Statements that are questions, statements that are not, and generators of both.
import fc from 'fast-check';

export const ACCEPTED: readonly string[] = [
  'SELECT 1',
  'select 1;',
  ' \t\n\f\rSELECT 1 ; -- and a comment',
  '\uFEFFSELECT 1',
  '-- first a comment\nSELECT 1',
  '/* DELETE FROM t; */ SELECT 1 /**/ /* * / */',
  'VALUES (1), (2)',
  "SELECT count(*) FROM orders WHERE created > date('now', '-1 day')",
  'SELECT \'DROP TABLE t; --\', "delete", [insert], `attach`',
  "SELECT 'it''s', \"a\"\"b\", `c``d`, x'00fF', X'', 0x1F, 1_000, 1.5e-3, .5, 5., 1e9",
  "SELECT a -> '$.b', a ->> 'c', a || b, a << 1, a >> 1, a <> b, a != b, a == b, ~a, a % 2, a & b | c FROM t",
  'SELECT * FROM a JOIN b USING (c) UNION ALL SELECT * FROM d EXCEPT VALUES (1) ORDER BY 1 LIMIT 5 OFFSET 2',
  'SELECT replace(a, 1, 2), "replace" FROM t',
  'SELECT CASE WHEN EXISTS (SELECT 1 FROM t) THEN 1 ELSE 2 END',
  'WITH x AS (SELECT 1) SELECT * FROM x',
  'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT sum(i) FROM n',
  'WITH a AS NOT MATERIALIZED (VALUES (1)), "b" (c, d) AS MATERIALIZED (SELECT 1, 2) VALUES (3)',
  "WITH 'quoted' AS (SELECT 1) SELECT * FROM quoted",
  'SELECT sum(a) OVER (PARTITION BY b ORDER BY c ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t',
  "SELECT name FROM pragma_table_info('t')",
  'SELECT * FROM PRAGMA_Foreign_Key_Check, pragma_user_version',
  'SELECT optimize FROM t',
  'SELECT größe, 表, "ſ" FROM t',
  "SELECT highlight(f, 0, 1, 2) FROM f WHERE f MATCH 'one'",
];

const VERB = 'begins with neither SELECT nor WITH … SELECT nor VALUES';
const MORE = 'is more than one statement';
const PRAGMA = 'uses a pragma function that may change something';
const QUOTE = 'has a quote without its end';

/** By the reason that is given. */
export const HOSTILE: Readonly<Record<string, readonly string[]>> = {
  'is empty': ['', ' ', '-- SELECT 1', '/* SELECT 1 */', '\uFEFF\n'],
  [VERB]: [
    ';',
    '; SELECT 1',
    'DELETE FROM t',
    'INSERT INTO t SELECT 1',
    'UPDATE t SET a = 1 RETURNING a',
    'REPLACE INTO t VALUES (1)',
    'DROP TABLE t',
    'CREATE TABLE evil AS SELECT 1',
    'CREATE TEMP TRIGGER evil AFTER INSERT ON t BEGIN SELECT 1; END',
    'ALTER TABLE t RENAME TO evil',
    "ATTACH '/tmp/evil.db' AS evil",
    "attach database 'evil' as evil",
    'DETACH main',
    "VACUUM INTO '/tmp/evil.db'",
    'VACUUM',
    'REINDEX',
    'ANALYZE',
    'PRAGMA journal_mode = WAL',
    'PRAGMA table_info(t)',
    'PRAGMA writable_schema = ON',
    'BEGIN IMMEDIATE',
    'COMMIT',
    'ROLLBACK',
    'SAVEPOINT evil',
    'RELEASE evil',
    'EXPLAIN SELECT 1',
    'EXPLAIN QUERY PLAN SELECT 1',
    '(SELECT 1)',
    '"SELECT" 1',
    "'SELECT' 1",
    '[SELECT] 1',
    'ſELECT 1',
    'SELECT\u00A01',
    '1 SELECT',
    'WITH x AS (SELECT 1) DELETE FROM t',
    'WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x',
    'WITH x AS (SELECT 1) REPLACE INTO t SELECT * FROM x',
    'WITH x AS (SELECT 1), y AS (SELECT 2) UPDATE t SET a = 1',
    'WITH RECURSIVE x(a) AS (SELECT 1) /* SELECT */ DELETE FROM t',
    'WITH "SELECT" AS (SELECT 1) DELETE FROM t',
    'WITH select AS (SELECT 1) DELETE FROM t',
    'WITH x AS MATERIALIZED (SELECT 1) -- SELECT\n DELETE FROM t RETURNING *',
    'WITH x AS (SELECT 1)',
    'WITH x (SELECT 1) SELECT 1',
    'WITH SELECT 1',
    'WITH',
    '.load evil',
  ],
  [MORE]: [
    'SELECT 1; SELECT 2',
    'SELECT 1; DELETE FROM t',
    'SELECT 1;;',
    "SELECT 1; /**/ ATTACH 'evil' AS evil",
    "SELECT '--'; DROP TABLE t",
    "SELECT '/*'; DROP TABLE t; --*/'",
    "SELECT ''''; DROP TABLE t",
    'SELECT "]"; DROP TABLE t',
    'SELECT [a"]; DROP TABLE t --"]',
    'SELECT 1 -- \r; not yet\n; DROP TABLE t',
    'SELECT (1; DROP TABLE t)',
    'VALUES (1); VALUES (2)',
  ],
  'holds a NUL character': ['SELECT 1\0', 'SELECT 1 -- \0\n; DROP TABLE t', 'SELECT /* \0 */ 1', "SELECT '\0'", '\0'],
  [QUOTE]: ["SELECT '", "SELECT 'secret", 'SELECT "a', 'SELECT `a', 'SELECT [a', "SELECT ''' -- "],
  'has a comment without its end': ['SELECT 1 /*', 'SELECT 1 /* secret', 'SELECT 1 /*/', 'SELECT 1 /* * /'],
  'has a blob that is not pairs of digits between quotes': ["SELECT x'0'", "SELECT X'zz'", "SELECT x'00"],
  'has a number that is not written as one': ['SELECT 1secret', 'SELECT 0x', 'SELECT 1e', 'SELECT 1.5x', 'SELECT 1_'],
  'holds a character that SQL does not know': [
    'SELECT 1 {',
    'SELECT ^',
    'SELECT \\',
    'SELECT !',
    'SELECT 1 ;\u0001',
    '#',
  ],
  'has parentheses that do not match': ['SELECT (1', 'SELECT 1)', 'SELECT )1(', 'SELECT (1))'],
  'has parentheses more than 200 levels deep': [`SELECT ${'('.repeat(201)}1${')'.repeat(201)}`],
  'has a parameter (?) for which there is no value': ['SELECT ?'],
  'has a parameter with a name or number': [
    'SELECT ?1',
    'SELECT :a',
    'SELECT @a',
    'SELECT $a',
    'SELECT $a::b',
    'SELECT #1',
  ],
  'calls load_extension()': [
    "SELECT load_extension('/tmp/evil.so')",
    "SELECT LOAD_Extension('/tmp/evil.so', 'main')",
    `SELECT "load_extension"('evil')`,
    "SELECT [load_extension]('evil')",
    "SELECT `load_extension` /**/ ('evil')",
    "VALUES (load_extension('evil'))",
    "WITH x AS (SELECT load_extension('evil')) SELECT * FROM x",
  ],
  'calls fts3_tokenizer()': ["SELECT fts3_tokenizer('simple', x'00')", "SELECT fts3_tokenizer\n('simple')"],
  'calls optimize()': ['SELECT optimize(f) FROM f', 'SELECT 1 WHERE "Optimize"(f)'],
  'calls writefile()': ["SELECT writefile('/tmp/evil', x'00')"],
  'calls readfile()': ["SELECT readfile('/etc/secret')"],
  'calls edit()': ["SELECT edit('evil', 'sh')"],
  'reads sqlite_dbpage': [
    'SELECT * FROM sqlite_dbpage',
    'SELECT * FROM "SQLITE_DBPAGE"',
    "SELECT * FROM 'sqlite_dbpage'",
  ],
  'reads fsdir': ["SELECT * FROM fsdir('/')"],
  [PRAGMA]: [
    'SELECT * FROM pragma_optimize',
    'SELECT * FROM PRAGMA_OPTIMIZE(0x10002)',
    'SELECT * FROM main."pragma_optimize"',
    "SELECT * FROM 'pragma_optimize'",
    'SELECT * FROM [pragma_optimize]',
    'SELECT * FROM `pragma_``optimize`',
    'SELECT * FROM pragma_hard_heap_limit',
    'SELECT * FROM pragma_wal_checkpoint',
    'SELECT * FROM pragma_database_list',
    'WITH x AS (SELECT * FROM pragma_optimize) SELECT 1',
  ],
};

/** What writes to the database or beside it from a connection that may; `FOLDER` is where. */
export const WRITING: Readonly<Record<string, string>> = {
  'optimize()': 'SELECT optimize(f) FROM f LIMIT 1',
  pragma_optimize: 'SELECT * FROM pragma_optimize(0x10002)',
  'pragma_optimize in quotes': "SELECT * FROM 'pragma_optimize' WHERE arg = 65538",
  ATTACH: "ATTACH 'FOLDER/evil.db' AS evil",
  'VACUUM INTO': "VACUUM INTO 'FOLDER/evil.db'",
  'WITH … INSERT': 'WITH x AS (SELECT 1000) INSERT INTO t(a) SELECT * FROM x RETURNING a',
  'WITH … DELETE': 'WITH x AS (SELECT 1) DELETE FROM t RETURNING a',
  'PRAGMA journal_mode': 'PRAGMA journal_mode = WAL',
  'PRAGMA user_version': 'PRAGMA user_version = 7',
};

const words = (...all: readonly string[]) => fc.constantFrom(...all);

const {expression, query} = fc.letrec<{expression: string; query: string}>(tie => ({
  expression: fc.oneof(
    {depthSize: 'small', withCrossShrink: true},
    words('1', '1.5', 'NULL', "'x'", "x'00'", 'a', 'b', '"a"', '[a]', '`b`', 'rowid', '*', "'--'", "';'", '"/*"', '?'),
    fc
      .tuple(
        words(
          'count',
          'length',
          'hex',
          'max',
          'typeof',
          'abs',
          'LOAD_EXTENSION',
          '"load_extension"',
          'optimize',
          '[optimize]',
          'fts3_tokenizer',
          'writefile',
          'snippet',
          'matchinfo',
          'randomblob',
        ),
        words('a', 'b', 'f', 't', "'FOLDER/evil.db'", '1', '*', ''),
      )
      .map(([name, argument]) => `${name}(${argument})`),
    fc
      .tuple(
        tie('expression'),
        words('+', '||', '=', '<', 'AND', 'IN', '->', 'COLLATE', 'MATCH', ';'),
        tie('expression'),
      )
      .map(parts => parts.join(' ')),
    tie('query').map(sql => `(${sql})`),
  ),
  query: fc.oneof(
    {depthSize: 'small', withCrossShrink: true},
    fc.tuple(words('SELECT', 'VALUES', 'select'), words('1', '(1)', 'a FROM t', 'b FROM t', '* FROM v')).map(joined),
    fc
      .tuple(
        words('SELECT', 'SELECT DISTINCT'),
        tie('expression'),
        words('FROM'),
        words(
          't',
          'v',
          'f',
          'main.t',
          '"t"',
          "'t'",
          '[v]',
          'x',
          'sqlite_schema',
          'pragma_optimize',
          "'pragma_optimize'",
          'pragma_optimize(65538)',
          '"PRAGMA_optimize"(65538)',
          "pragma_table_info('t')",
          'pragma_journal_mode',
          "pragma_integrity_check('t')",
          'dbstat',
          'sqlite_dbpage',
          'pragma_temp_store',
          "fts3tokenize('simple')",
          "json_each('[1]')",
          't JOIN v USING (a)',
          't, f',
          "f WHERE f MATCH 'one'",
        ),
        words('', 'WHERE a > 5', 'ORDER BY 1', 'LIMIT 3', 'GROUP BY 1', 'WHERE optimize(f)', 'RETURNING a', ';'),
      )
      .map(joined),
    fc
      .tuple(
        words('WITH', 'WITH RECURSIVE'),
        words('x', '"x"', 'x(a)', 'select', "'x'"),
        words('AS', 'AS MATERIALIZED', 'AS NOT MATERIALIZED'),
        tie('query').map(sql => `(${sql})`),
        fc.oneof(
          tie('query'),
          words('DELETE FROM t', 'INSERT INTO t(a) SELECT 1000', 'UPDATE t SET b = 1 RETURNING a'),
        ),
      )
      .map(joined),
    fc.tuple(tie('query'), words('UNION', 'UNION ALL', 'EXCEPT', ';', '; --'), tie('query')).map(joined),
  ),
}));

const other = words(
  "ATTACH 'FOLDER/evil.db' AS e",
  "VACUUM INTO 'FOLDER/evil.db'",
  'PRAGMA user_version = 3',
  'DELETE FROM t',
  'CREATE TABLE e(a)',
  'BEGIN',
  'COMMIT',
  'ANALYZE',
  'DROP TABLE t',
  'PRAGMA journal_mode = WAL',
  'REINDEX',
);

function joined(parts: readonly string[]): string {
  return parts.join(' ');
}

/** Questions, and what is made of them and other statements. */
export const statements: fc.Arbitrary<string> = fc.oneof(
  {weight: 6, arbitrary: query},
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.oneof(query, other, expression),
        words(';', '/*', '*/', '--', '\n', '"', "'", ' ', '; /**/', '--\n', '/**/;'),
        fc.oneof(query, other),
        words('', ';', '--', '*/', "'", '"', '\n'),
      )
      .map(joined),
  },
);

/** A question with noise of quotes and comments, in which a second statement may hide. */
export const soups: fc.Arbitrary<string> = fc
  .array(
    words(
      "'",
      '"',
      '`',
      '[',
      ']',
      ';',
      '--',
      '\n',
      '/*',
      '*/',
      '/',
      '*',
      ' ',
      'x',
      "''",
      '\r',
      '\uFEFF',
      '\u0000',
      '1',
      ' DELETE FROM t ',
      " ATTACH 'FOLDER/evil.db' AS e ",
      ' a ',
      ' AS ',
      ', ',
      "x'",
      '0x1',
      '_',
      '$',
      '\u00E9',
    ),
    {maxLength: 14},
  )
  .map(parts => `SELECT 1 ${parts.join('')}`);
