// Every piece of checks in the Markdown and the example workflows: the program and the schema accept it, and the long
// example passes on a database that is as it says.
import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {parse} from 'yaml';
import {runChecks} from '../../src/checks/run.ts';
import {SILENT} from '../../src/log.ts';
import {openSqlite} from '../../src/sqlite/children.ts';
import {violations} from '../checks/json-schema.ts';
import {accepted} from '../checks/reading.ts';
import {makeDatabase, temporaryFolder} from '../sqlite/databases.ts';
import {ENTRY} from '../sqlite/processes.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readText = (path: string) => readFileSync(join(root, path), 'utf8');
const SCHEMA: unknown = JSON.parse(readText('docs/checks.schema.json'));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The texts given as the input `checks`, anywhere in a piece of workflow. */
function inputsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(inputsIn);
  if (!isObject(value)) return [];
  const step = value['with'];
  const own = isObject(step) && typeof step['checks'] === 'string' ? [step['checks']] : [];
  return [...own, ...Object.values(value).flatMap(inputsIn)];
}

const WHOLE_FILE = /^# yaml-language-server:/;

function checksIn(page: string): readonly string[] {
  const text = readText(page);
  if (!page.endsWith('.md')) return inputsIn(parse(text));
  const fences = [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, body = '']) => body);
  return fences.flatMap(body => (WHOLE_FILE.test(body) ? [body] : inputsIn(parse(body))));
}

const pages = globSync(['*.md', 'docs/**/*.md', 'examples/*.yml'], {cwd: root});
const found = pages.flatMap(page => checksIn(page).map(text => ({page, text})));
const inFile = found.filter(({text}) => /\n|: |^\{/.test(text));

suite('checks in the docs', () => {
  test('are found', () => {
    assert.ok(found.filter(({page}) => page === 'docs/checks.md').length >= 2);
  });

  for (const [index, {page, text}] of inFile.entries()) {
    test(`${page}, example ${index + 1}: the program and the schema accept it`, async () => {
      await accepted(text, {env: {HEARTBEAT_URL: 'https://hc.example/ping'}});
      assert.deepEqual(violations(parse(text) as unknown, SCHEMA), []);
    });
  }

  test('the long one passes on a database that is as it says', async t => {
    const text = inFile.find(example => WHOLE_FILE.test(example.text))?.text ?? '';
    const path = makeDatabase(
      join(temporaryFolder(t), 'a.db'),
      `CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT);
       INSERT INTO users WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
         SELECT i, CASE i WHEN 1 THEN 'root@example.com' END FROM n;
       CREATE TABLE orders(id); CREATE TABLE settings(key);
       CREATE TABLE customers(id); INSERT INTO customers VALUES (1);
       CREATE TABLE invoices(id, customer_id); INSERT INTO invoices VALUES (1, 1);
       CREATE TABLE ledger(debit REAL, credit REAL); INSERT INTO ledger VALUES (0.1, 0.3), (0.2, 0);
       CREATE TABLE schema_migrations(version TEXT); INSERT INTO schema_migrations VALUES ('20260101120000');
       PRAGMA user_version = 7; PRAGMA application_id = 1095782449;`,
    );
    const sqlite = openSqlite(ENTRY, SILENT);
    const {signal} = new AbortController();
    const facts = await sqlite.describe(path, {hashes: false}, signal);
    const files = {'db/schema.fingerprint': facts.schemaFingerprint};
    const checks = await accepted(text, {files, env: {HEARTBEAT_URL: 'https://hc.example/ping'}});
    const results = await runChecks(path, checks, {sqlite, facts, baseline: undefined, signal});
    assert.deepEqual(
      results.filter(({status}) => status !== 'pass'),
      [],
    );
    assert.equal(results.length, 13);
  });
});
