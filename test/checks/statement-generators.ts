// Random questions, and what hides other statements among them.
import fc from 'fast-check';

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
