import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {suite, test} from 'node:test';
import {parse} from 'yaml';
import {NO_CHECKS} from '../../src/checks/defaults.ts';
import {violations} from './json-schema.ts';
import {accepted, read, refused} from './reading.ts';

const SCHEMA: unknown = JSON.parse(readFileSync(new URL('../../docs/checks.schema.json', import.meta.url), 'utf8'));

const HASH = 'ab'.repeat(32);

suite('the checks file', () => {
  test('becomes what the rest of the program sees', async () => {
    const text = `
tables:
  users: {columns: [id, email], rows: {min: 1000, within: 2.5%}}
  settings:
queries:
  - {name: one, sql: SELECT 1, expect: {equals: 1}, show-rows: 3}
  - {sql: "SELECT  2\\n", expect: empty}
  - {sql: SELECT 3, expect: {between: ['2026-01-01', '2026-12-31']}}
  - {sql: SELECT 4, expect: {matches: '^v2'}}
user-version: 7
application-id: 0xFFFFFFFF
schema: db/schema.fingerprint
migrations: {table: schema_migrations, column: version, at: 20260101120000}
samples: [{table: users, key: {id: 1}, values: {email: root@example.com, admin: true, left: null}}]
drift: {rows: {shrink-warn: 10%}, tables: {Audit_Log: {shrink-fail: 1%}, cache: off}, size: {grow-fail: 300%}, schema: off}
history: {file: .github/history.json, keep: 10, name: main}
freshness: {clock-skew: 1m, unchanged-for: 3d}
last-good: {time: 5m}
heartbeat: {env: HEARTBEAT_URL}
evidence: {table-hashes: false}
limits: {query-time: 5s}
`;
    const url = 'https://hc.example/0123456789';
    const found = await read(text, {
      env: {HEARTBEAT_URL: ` ${url}\n`},
      files: {'db/schema.fingerprint': `${HASH.toUpperCase()}  schema\n`},
    });
    assert.ok('checks' in found, JSON.stringify(found));
    assert.deepEqual(found.warnings, []);
    assert.deepEqual(found.secrets, [url, '/0123456789']);
    assert.deepEqual(found.checks, {
      tables: [
        {table: 'users', columns: ['id', 'email'], rows: {min: 1000, within: 0.025}},
        {table: 'settings', columns: [], rows: undefined},
      ],
      queries: [
        {name: 'one', sql: 'SELECT 1', expect: {is: 'equals', value: 1}, showRows: 3},
        {name: 'SELECT 2', sql: 'SELECT  2\n', expect: {is: 'empty'}, showRows: 0},
        {
          name: 'SELECT 3',
          sql: 'SELECT 3',
          expect: {is: 'between', low: '2026-01-01', high: '2026-12-31'},
          showRows: 0,
        },
        {name: 'SELECT 4', sql: 'SELECT 4', expect: {is: 'matches', pattern: '^v2'}, showRows: 0},
      ],
      samples: [
        {
          table: 'users',
          key: new Map([['id', 1]]),
          values: new Map<string, unknown>([
            ['email', 'root@example.com'],
            ['admin', true],
            ['left', null],
          ]),
        },
      ],
      userVersion: 7,
      applicationId: -1,
      schema: {file: 'db/schema.fingerprint', fingerprint: HASH},
      migrations: {table: 'schema_migrations', column: 'version', at: '20260101120000', includes: undefined},
      drift: {
        rows: {shrinkWarn: 0.1, shrinkFail: 0.5, growWarn: undefined, growFail: undefined},
        tables: new Map([
          ['audit_log', {shrinkWarn: 0.1, shrinkFail: 0.01, growWarn: undefined, growFail: undefined}],
          ['cache', {}],
        ]),
        size: {shrinkWarn: undefined, shrinkFail: undefined, growWarn: undefined, growFail: 3},
        missingTable: 'fail',
        schema: 'off',
        time: {},
        increments: {},
      },
      history: {file: '/workspace/.github/history.json', keep: 10, name: 'main'},
      freshness: {clockSkew: 60_000, unchangedFor: 259_200_000},
      lastGood: {restores: 16, time: 300_000},
      heartbeat: url,
      tableHashes: false,
      limits: {queryTime: 5000, queryRows: 10_000},
    });
  });

  test('holds every default where it says nothing, and so does a run without one', async () => {
    const checks = await accepted('{}');
    assert.deepEqual(checks.drift.rows, {shrinkWarn: 0.05, shrinkFail: 0.5});
    assert.deepEqual([checks.drift.missingTable, checks.drift.schema], ['fail', 'warn']);
    assert.deepEqual(checks.limits, {queryTime: 30_000, queryRows: 10_000});
    for (const [name, value] of Object.entries(NO_CHECKS))
      assert.deepEqual(Object.entries(checks).find(([key]) => key === name)?.[1], value, name);
    assert.deepEqual((await accepted('drift: off')).drift.rows, {});
    assert.equal((await accepted('drift: off')).drift.missingTable, 'off');
  });

  test('may be JSON, also with tabs and with the address of its schema', async () => {
    const checks = {$schema: 'x', tables: {a: {rows: {exact: 0}}}, queries: [{sql: 'VALUES (1)', expect: 'not-empty'}]};
    const [plain, tabs] = [JSON.stringify(checks), JSON.stringify(checks, undefined, '\t')];
    assert.deepEqual(await accepted(tabs), await accepted(plain));
    assert.deepEqual((await accepted(plain)).tables, [{table: 'a', columns: [], rows: {exact: 0}}]);
  });

  test('names each problem by its place, value and allowed form, all at once', async () => {
    const problems = await refused(`
tables:
  users: {colums: [id], rows: {min: many}}
  a table: {rows: {exact: -1}}
queries:
  - sql: SELECT 1
  - sql: DROP TABLE users
    expect: empty
  - sql: SELECT 1
    expect: {equal: 1}
    show-rows: 21
limts: {}
drift: {rows: {shrink-warn: 0.05}, schema: maybe}
history: {file: ../history.json}
freshness: {clock-skew: 5 minutes}
`);
    assert.deepEqual(problems.split('\n'), [
      'tables.users.colums (line 3) is not known; did you mean columns?',
      'tables.users.rows.min (line 3) is `many`; allowed: a whole number from 0 to 9007199254740991',
      'tables["a table"].rows.exact (line 4) is -1 (number); allowed: a whole number from 0 to 9007199254740991',
      'queries[0] (line 6) lacks expect',
      'queries[1].sql (line 7) begins with neither SELECT nor WITH … SELECT nor VALUES; allowed: one single SELECT, WITH … SELECT or VALUES statement',
      'queries[2].expect.equal (line 10) is not known; did you mean equals?',
      'queries[2].show-rows (line 11) is 21 (number); allowed: a whole number from 0 to 20',
      'limts (line 12) is not known; did you mean limits?',
      'drift.rows.shrink-warn (line 13) is 0.05 (number); allowed: a share of 0% to 100%, such as 5% or 0.5%',
      'drift.schema (line 13) is `maybe`; allowed: one of fail, warn, off',
      'history.file (line 14) is "../history.json", which lies outside',
      'freshness.clock-skew (line 15) is `5 minutes`; allowed: a whole number above 0 with a unit: 30s, 15m, 24h or 7d',
    ]);
  });

  test('is told in a few lines when nearly all of it is wrong', async () => {
    const problems = await refused(`tables: {${Array.from({length: 100}, (_, i) => `t${i}: 1`).join(', ')}}`);
    assert.equal(problems.split('\n').length, 21);
    assert.match(problems, /and 80 more problems$/);
  });

  test('asks for quotes where YAML has made a number of what was meant as text', async () => {
    assert.match(
      await refused('tables: {a: {columns: [2024]}}'),
      /columns\[0\] .* is 2024 \(number\); .*put quotes around it/,
    );
    assert.match(await refused('migrations: {table: t, column: c, at: 0042}'), /is 0042 \(number\); .*quotes/);
    assert.match(await refused('tables: {a: {rows: {min: 9007199254740993}}}'), /beyond 2\^53.*quotes/);
    assert.match(await refused('queries: [{sql: SELECT 1, expect: {equals: 1e400}}]'), /beyond 2\^53/);
    assert.equal((await accepted('migrations: {table: t, column: c, includes: 42}')).migrations?.includes, '42');
    assert.match(await refused('migrations: {table: t, column: c, at: 1.10}'), /is 1\.10 \(number\); .*quotes/);
    assert.deepEqual(
      [...(await accepted('tables: {2024: {}}')).tables].map(({table}) => table),
      ['2024'],
    );
  });

  test('takes names of prototypes for names', async () => {
    const checks = await accepted(
      'tables: {__proto__: {}, constructor: {}}\ndrift: {tables: {__proto__: {shrink-fail: 1%}, toString: off}}',
    );
    assert.deepEqual(
      checks.tables.map(({table}) => table),
      ['__proto__', 'constructor'],
    );
    assert.deepEqual([...checks.drift.tables.keys()], ['__proto__', 'tostring']);
    assert.equal(Object.getPrototypeOf(checks.drift), Object.prototype);
    for (const name of ['__proto__', 'constructor', 'toString']) {
      assert.match(await refused(`${name}: {}`), /is not known/);
      assert.match(await refused(`drift: {${name}: {}}`), /is not known/);
    }
  });

  test('refuses names that SQLite takes for the same', async () => {
    assert.match(await refused('tables: {users: {}, USERS: {}}'), /names the table "USERS" twice/);
    assert.match(await refused('tables: {a: {columns: [x, X]}}'), /names the column "X" twice/);
    assert.match(await refused('drift: {tables: {a: off, A: off}}'), /twice/);
    await accepted('tables: {Ä: {}, ä: {}}');
  });

  const texts: readonly (readonly [what: string, text: string, problem: RegExp])[] = [
    ['tabs', 'tables:\n\ta: {}', /line 2 is indented with a tab/],
    ['keys twice', 'tables: {}\nqueries: []\ntables: {}', /line 3 repeats a key/],
    ['aliases', 'tables: {a: &a {rows: {min: 1}}, b: *a}', /line 1 has an alias/],
    ['aliases upon aliases', bomb(), /has an alias/],
    ['merge keys', 'tables:\n  a: {<<: {rows: {min: 1}}}', /<<.* is not known/],
    ['a second document', 'tables: {}\n---\ntables: {}', /line 2 begins a second document/],
    ['tags', 'tables: !!set {a}', /line 1 has a tag/],
    ['tags of other languages', 'tables: !!python/object:os.system {}', /line 1 has a tag/],
    ['open brackets', 'tables: {a: {}', /bracket that is not closed/],
    ['open quotes', 'schema: "db', /lacks a closing/],
    ['a colon too many', 'queries:\n  - sql: SELECT 1\n    name: a: b\n    expect: empty', /line 3 has a second/],
    ['endless nesting', `tables: ${'['.repeat(200_000)}`, /nested too deeply|lacks a closing/],
    ['deep nesting', `tables: ${'{a: '.repeat(30)}1${'}'.repeat(30)}`, /nested more than 20 levels/],
    ['nothing', '# only a comment', /the whole \(line 1\) is null \(nothing\)|is empty/],
    ['a list', '- a', /the whole \(line 1\) is a list; allowed: a mapping/],
    ['a word', 'hello', /the whole \(line 1\) is `hello`/],
    ['a NUL', 'schema: "a\\0b"', /1 to 1000 characters/],
  ];
  for (const [what, text, problem] of texts) {
    test(`refuses ${what}`, async () => assert.match(await refused(text), problem));
  }

  test('reads thirty thousand keys in a time that does not grow with their square', async () => {
    const started = performance.now();
    const keys = Array.from({length: 30_000}, (_, i) => `k${i}: 1`).join('\n');
    assert.match(await refused(`tables:\n  a: {}\n${keys}`), /and 1 more problems/);
    assert.ok(performance.now() - started < 10_000);
  });
});

function bomb(): string {
  const levels = Array.from({length: 30}, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}]`);
  return ['l0: &l0 [a]', ...levels].join('\n');
}

suite('a heartbeat', () => {
  const secret = 'https://hc.example/ping/s3cr3t-s3cr3t';

  test('is a secret in every form that could be printed', async () => {
    const found = await read(`heartbeat: {url: 'https://hc.example/a b/${'x'.repeat(10)}?k=1'}`);
    assert.ok('checks' in found);
    assert.ok(found.secrets.some(text => text.includes('a%20b')) && found.secrets.some(text => text.includes('a b')));
    assert.ok(found.secrets.includes(`https://hc.example/a%20b/${'x'.repeat(10)}?k=1`));
    assert.ok(found.secrets.includes(`/a%20b/${'x'.repeat(10)}?k=1`));
  });

  test('can be written as it is, as url, or as the name of a variable', async () => {
    for (const text of [`heartbeat: ${secret}`, `heartbeat: {url: "${secret}"}`, 'heartbeat: {env: BEAT}']) {
      assert.equal((await accepted(text, {env: {BEAT: secret}})).heartbeat, secret, text);
    }
    for (const host of ['localhost:8080', '127.0.0.1', '[::1]:9']) {
      assert.equal((await accepted(`heartbeat: "http://${host}/x"`)).heartbeat, `http://${host}/x`);
    }
  });

  test('that is not there is a warning: the alarm at its other end goes off by itself', async () => {
    for (const text of ['heartbeat:', 'heartbeat: ""', 'heartbeat: {url: }', 'heartbeat: {env: BEAT}']) {
      const found = await read(text);
      assert.ok('checks' in found, text);
      assert.equal(found.checks.heartbeat, undefined);
      assert.match(found.warnings.join(), /^`checks`: .*heartbeat/);
    }
  });

  test('is refused in a wrong form without being shown', async () => {
    const wrong = [
      'http://hc.example/s3cr3t',
      'https://me:s3cr3t@hc.example/',
      's3cr3t',
      'ftp://hc.example/s3cr3t',
      'http://127.0.0.1.s3cr3t.example/',
      'http://localhost@s3cr3t.example/',
    ];
    for (const url of wrong) {
      for (const text of [`heartbeat: "${url}"`, `heartbeat: {url: "${url}"}`, `heartbeat: {env: BEAT}`]) {
        const problems = await refused(text, {env: {BEAT: url}});
        assert.match(problems, /heartbeat.* allowed: an https URL/);
        assert.doesNotMatch(problems, /s3cr3t/);
      }
    }
    assert.doesNotMatch(await refused(`heartbeat: {env: "${secret}"}`), /s3cr3t/);
    assert.doesNotMatch(await refused(`heartbeat: {url: "${secret}", env: BEAT}`), /s3cr3t/);
    assert.doesNotMatch(await refused(`heartbeat: {url: [${secret}]}`), /s3cr3t/);
    assert.doesNotMatch(await refused(`heartbeat: "${secret}`), /s3cr3t/);
    assert.doesNotMatch(await refused(`heartbeat:\n\t${secret}`), /s3cr3t/);
    assert.doesNotMatch(await refused(`heartbeat: {url: ${secret}: x}`), /s3cr3t/);
  });
});

suite('the schema fingerprint', () => {
  test('that is not there yet is no problem of the file', async () => {
    for (const files of [{}, {s: ' \n'}]) assert.deepEqual((await accepted('schema: s', {files})).schema, {file: 's'});
  });

  test('has 64 digits, whatever stands behind it', async () => {
    assert.equal((await accepted('schema: s', {files: {s: HASH}})).schema?.fingerprint, HASH);
    for (const s of [HASH.slice(1), `${HASH}a`, 'hello', `x ${HASH}`]) {
      assert.match(
        await refused('schema: s', {files: {s}}),
        /schema \(line 1\) is "s", which does not begin with a fingerprint/,
      );
    }
  });
});

suite('docs/checks.schema.json', () => {
  const good: readonly string[] = [
    '{}',
    '{$schema: x}',
    'tables: {}',
    'tables: {a: , b: {}, __proto__: {columns: []}}',
    'tables: {a: {rows: {exact: 0}}, b: {rows: {min: 1, max: 2, within: 100%}}, c: {rows: {within: 0.5%}}}',
    ...[
      'empty',
      'not-empty',
      '{equals: null}',
      '{equals: a}',
      '{equals: 1.5}',
      '{equals: true}',
      '{between: [1, 2.5]}',
      '{between: [a, b]}',
      '{matches: ^a$}',
    ].map(expect => `queries: [{sql: SELECT 1, expect: ${expect}}]`),
    'queries: [{name: x, sql: VALUES (1), expect: empty, show-rows: 20}]',
    'user-version: -5',
    'application-id: 4294967295',
    'schema: s',
    'migrations: {table: t, column: c, at: x}',
    'migrations: {table: t, column: c, includes: 1.5, at: "6"}',
    'samples: [{table: t, key: {id: 1}, values: {a: null}}]',
    'drift: off',
    'drift: {rows: off, tables: {a: off, b: {shrink-fail: 0%, grow-warn: 100000%}}, size: {grow-fail: off}, missing-table: off, schema: fail}',
    'drift: {time: {grow-warn: 250%}, increments: {shrink-warn: 99.9%, shrink-fail: 100%}}',
    'history: {file: a/b.json, keep: 400, name: a.b-c_d}',
    'freshness: {clock-skew: 0030s, unchanged-for: 7d}',
    'last-good: {restores: 1, time: 24h}',
    ...['', 'https://a.example/x', '{env: A_1}', '{url: "http://127.0.0.1:1/x"}', '{url: }'].map(
      text => `heartbeat: ${text}`,
    ),
    'evidence: {table-hashes: false}',
    'limits: {query-time: 1s, query-rows: 1}',
  ];
  const bad: readonly string[] = [
    '[]',
    'text',
    'unknown: 1',
    '$schema: 1',
    ...[
      'tables',
      'queries',
      'samples',
      'migrations',
      'history',
      'freshness',
      'last-good',
      'evidence',
      'limits',
    ].flatMap(key => [`${key}: 1`, `${key}: text`, `${key}: {unknown: 1}`, `${key}: [1]`]),
    ...['user-version', 'application-id'].flatMap(key => [
      `${key}: "1"`,
      `${key}: 1.5`,
      `${key}: 4294967296`,
      `${key}: `,
    ]),
    'tables: {"": {}}',
    `tables: {${'x'.repeat(201)}: {}}`,
    'tables: {a: {columns: [1]}}',
    'tables: {a: {columns: [""]}}',
    'tables: {a: {columns: id}}',
    ...[
      '5',
      '{exact: 1.5}',
      '{min: -1}',
      '{within: 10}',
      '{within: 5 %}',
      '{within: 1001%}',
      '{within: 05%}',
      '{about: 1}',
      '{exact: }',
    ].map(rows => `tables: {a: {rows: ${rows}}}`),
    ...[
      '',
      'none',
      '1',
      '{}',
      '{equals: [1]}',
      '{equals: 1, matches: a}',
      '{between: [1]}',
      '{between: [1, 2, 3]}',
      '{between: [1, a]}',
      '{matches: 1}',
      '{matches: ""}',
      '[empty]',
    ].map(expect => `queries: [{sql: SELECT 1, expect: ${expect}}]`),
    'queries: [{expect: empty}]',
    'queries: [{sql: 1, expect: empty}]',
    'queries: [{sql: SELECT 1, expect: empty, show-rows: true}]',
    'queries: [{sql: SELECT 1, expect: empty, name: ""}]',
    'schema: {file: x}',
    'migrations: {table: t, column: c}',
    'migrations: {table: t, at: x}',
    'migrations: {table: t, column: c, at: [1]}',
    'samples: [{table: t, key: {}, values: {a: 1}}]',
    'samples: [{table: t, key: {id: 1}}]',
    'samples: [{table: t, key: {id: [1]}, values: {a: 1}}]',
    'drift: on',
    'drift: {rows: 5%}',
    'drift: {rows: {shrink-warn: 101%}}',
    'drift: {rows: {grow-fail: 100001%}}',
    'drift: {missing-table: maybe}',
    'history: {keep: 1}',
    'history: {name: a b}',
    'freshness: {clock-skew: 5}',
    'freshness: {clock-skew: 0s}',
    'last-good: {restores: 0}',
    ...[
      'http://hc.example/',
      'x',
      '{env: 1A}',
      '{env: A, url: "https://a.example"}',
      '{}',
      '[]',
      'https://a:b@hc.example/',
    ].map(text => `heartbeat: ${text}`),
    'evidence: {table-hashes: yes}',
    'limits: {query-rows: 0}',
  ];

  test('accepts what the program accepts', async () => {
    for (const text of good) {
      await accepted(text);
      assert.deepEqual(violations(parse(text) as unknown, SCHEMA), [], text);
    }
  });

  test('refuses what the program refuses', async () => {
    for (const text of bad) {
      await refused(text);
      assert.notDeepEqual(violations(parse(text) as unknown, SCHEMA), [], text);
    }
  });

  test('leaves to the program what a schema cannot say', async () => {
    const beyond: readonly (readonly [string, RegExp])[] = [
      ['tables: {a: {rows: {min: 2, max: 1}}}', /min 2 above max 1/],
      ['tables: {a: {rows: {exact: 2, max: 1}}}', /exact beside min or max/],
      ['queries: [{sql: DELETE FROM a, expect: empty}]', /SELECT/],
      ['queries: [{sql: SELECT 1, expect: {between: [2, 1]}}]', /not in order/],
      ['queries: [{sql: SELECT 1, expect: {between: [b, a]}}]', /not in order/],
      [
        'queries: [{sql: SELECT 1, expect: {matches: "("}}]',
        /not a regular expression of JavaScript \(Unterminated group\)/,
      ],
      ['drift: {rows: {shrink-warn: 50%, shrink-fail: 5%}}', /shrink-warn above shrink-fail/],
      ['limits: {query-time: 7h}', /at most 6h/],
    ];
    for (const [text, problem] of beyond) {
      assert.match(await refused(text), problem);
      assert.deepEqual(violations(parse(text) as unknown, SCHEMA), [], text);
    }
  });

  test('describes everything that an editor can complete', () => {
    const bare: string[] = [];
    const look = (schema: unknown, place: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      for (const [key, inner] of Object.entries(schema)) {
        if (key === 'properties') {
          for (const [name, property] of Object.entries(inner as Readonly<Record<string, object>>)) {
            if (!('description' in property) && !('$ref' in property)) bare.push(`${place}.${name}`);
          }
        }
        look(inner, `${place}.${key}`);
      }
    };
    look(SCHEMA, '');
    assert.deepEqual(bare, ['.properties.heartbeat.anyOf.2.url']);
  });
});
