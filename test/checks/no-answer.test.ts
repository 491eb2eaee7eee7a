// What SQLite answered with nothing was not checked.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {unanswered, type Asking} from '../../src/checks/asking.ts';
import {checkMigrations} from '../../src/checks/stated.ts';
import {checkTables} from '../../src/checks/tables.ts';
import type {DatabaseFacts} from '../../src/sqlite/sqlite.ts';

/** Says of every table that it is there, and nothing to any other question. */
const SILENT: Asking = {
  queryRows: 1,
  ask: sql =>
    Promise.resolve(
      sql.includes('group_concat')
        ? {kind: 'rows', columns: ['x'], first: [[{type: 'text', text: 't'}]], total: 1, stopped: false}
        : {kind: 'rows', columns: ['x'], first: [], total: 0, stopped: false},
    ),
};

const FACTS: DatabaseFacts = {
  sqliteVersion: '3.54.1',
  userVersion: 0,
  applicationId: 0,
  freelistPages: 0,
  schemaFingerprint: '0'.repeat(64),
  tables: [],
  tableCount: 0,
};

suite('A question without an answer', () => {
  test('does not say that a migration is applied', async () => {
    const [result] = await checkMigrations({table: 'm', column: 'v', includes: '1'}, SILENT);
    assert.deepEqual([result?.status, result?.found], ['inconclusive', 'no answer']);
  });

  test('is no number of rows', async () => {
    const results = await checkTables([{table: 'a', columns: [], rows: {within: 0.1}}], FACTS, undefined, SILENT);
    assert.deepEqual(
      results.map(({kind, status}) => `${kind} ${status}`),
      ['table pass', 'rows inconclusive'],
    );
  });

  test('because its process died blames nothing on the data', () => {
    const reason = 'The SQLite process did not end as it should: SIGKILL';
    assert.equal(unanswered({kind: 'error', reason}).status, 'inconclusive');
    assert.equal(unanswered({kind: 'error', reason: 'no such table: a'}).status, 'fail');
  });
});
