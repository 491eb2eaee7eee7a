// A child has handled hostile data: what it says of it is believed in every detail or not at all.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {isRestoreError} from '../../src/errors.ts';
import {SILENT} from '../../src/log.ts';
import {openSqlite} from '../../src/sqlite/children.ts';
import {parseJob, parseReply, type Job} from '../../src/sqlite/job.ts';
import {REPLY_LIMIT} from '../../src/sqlite/reply-limits.ts';
import {makeDatabase, temporaryFolder} from './databases.ts';
import {entryThatTells} from './told-entry.ts';

const HASH = 'ab'.repeat(32);
const TABLE = {name: 't', rows: 3, hash: HASH};
const FACTS = {
  sqliteVersion: '3.54.1',
  userVersion: -1,
  applicationId: 0,
  freelistPages: 2,
  schemaFingerprint: HASH,
  tables: [TABLE, {name: 'v', rows: null, hash: null}],
  tableCount: 2,
};
const CELL = {type: 'text', text: 'x'};
const ROWS = {kind: 'rows', columns: ['a'], first: [[CELL]], total: 1, stopped: false};
const QUERY = {sql: 'SELECT ?, ?, ?', parameters: ['x', 1.5, null], maxRows: 5, timeout: 1000};

const factsReply = (facts: object) => JSON.stringify({kind: 'facts', facts});
const answerReply = (answer: object) => JSON.stringify({kind: 'answer', answer});
const job = (more: object) => JSON.stringify({path: '/a.db', parent: 7, last: true, ...more});

suite('A reply about the content', () => {
  test('is taken as it was given', () => {
    assert.deepEqual(parseReply(factsReply(FACTS)), {kind: 'facts', facts: FACTS});
    for (const answer of [ROWS, {kind: 'error', reason: 'no such table: t'}, {kind: 'refused', reason: 'is empty'}]) {
      assert.deepEqual(parseReply(answerReply(answer)), {kind: 'answer', answer});
    }
  });

  for (const [what, reply] of Object.entries({
    'no hash': factsReply({...FACTS, schemaFingerprint: undefined}),
    'a hash in upper case': factsReply({...FACTS, schemaFingerprint: HASH.toUpperCase()}),
    'a hash with a line more': factsReply({...FACTS, tables: [{...TABLE, hash: `${HASH}\n`}]}),
    'a broken number of rows': factsReply({...FACTS, tables: [{...TABLE, rows: -1}]}),
    'rows in text': factsReply({...FACTS, tables: [{...TABLE, rows: '3'}]}),
    'a long name': factsReply({...FACTS, tables: [{...TABLE, name: 'x'.repeat(201)}]}),
    'too many tables': factsReply({...FACTS, tables: Array.from({length: 1001}, () => TABLE)}),
    'half a version': factsReply({...FACTS, userVersion: 0.5}),
    'no facts': factsReply([]),
    'a timeout of its own': answerReply({kind: 'timeout', reason: ''}),
    'a long reason': answerReply({kind: 'error', reason: 'x'.repeat(1001)}),
    'too many rows': answerReply({...ROWS, first: Array.from({length: 21}, () => [CELL]), total: 21}),
    'fewer rows than counted': answerReply({...ROWS, total: 2}),
    'a row of another width': answerReply({...ROWS, first: [[CELL, CELL]]}),
    'too many columns': answerReply({...ROWS, columns: Array.from({length: 51}, () => 'a'), first: [], total: 0}),
    'a long cell': answerReply({...ROWS, first: [[{type: 'text', text: 'x'.repeat(1001)}]]}),
    'another type': answerReply({...ROWS, first: [[{type: 'function', text: ''}]]}),
    'no end': answerReply({...ROWS, stopped: 'no'}),
  })) {
    test(`is thrown away whole for ${what}`, () => assert.throws(() => parseReply(reply), TypeError));
  }

  test('fits into what is read of it, however long and however escaped', () => {
    const name = '\u0001'.repeat(200);
    const facts = {...FACTS, tables: Array.from({length: 1000}, () => ({...TABLE, name}))};
    const row = Array.from({length: 50}, () => ({type: 'text', text: '\u0001'.repeat(1000)}));
    const answer = {
      ...ROWS,
      columns: Array.from({length: 50}, () => name),
      first: Array.from({length: 20}, () => row),
      total: 20,
    };
    for (const reply of [factsReply(facts), answerReply(answer)]) {
      assert.ok(Buffer.byteLength(reply) < REPLY_LIMIT);
      parseReply(reply);
    }
  });

  for (const [what, reply] of [
    ['facts', factsReply(FACTS)],
    ['an answer', answerReply(ROWS)],
  ] as const) {
    test(`may not be ${what} where something else was asked`, async t => {
      const path = makeDatabase(`${temporaryFolder(t)}/a.db`, 'CREATE TABLE t(a)');
      const says = `process.stdin.once('data', () => { console.log(${JSON.stringify(reply)}); process.stdin.destroy(); });`;
      const sqlite = openSqlite(entryThatTells(temporaryFolder(t), says).url, SILENT);
      const signal = new AbortController().signal;
      if (what === 'facts') {
        assert.deepEqual(await sqlite.query(path, QUERY, signal), {
          kind: 'error',
          reason: 'its process answered another question',
        });
      } else {
        await assert.rejects(sqlite.describe(path, {hashes: true}, signal), error =>
          isRestoreError(error, 'check-failed'),
        );
      }
    });
  }

  test('of a process that crashes is an error', async t => {
    const path = makeDatabase(`${temporaryFolder(t)}/a.db`, 'CREATE TABLE t(a)');
    const child = entryThatTells(temporaryFolder(t), "process.kill(process.pid, 'SIGSEGV')");
    const answer = await openSqlite(child.url, SILENT).query(path, QUERY, new AbortController().signal);
    assert.ok(answer.kind === 'error' && /SIGSEGV/.test(answer.reason), JSON.stringify(answer));
  });
});

suite('A job', () => {
  test('to describe or to ask arrives as it was given', () => {
    const jobs: readonly Job[] = [
      {kind: 'describe', path: '/a.db', hashes: true, parent: 7, last: true},
      {kind: 'query', path: '/a.db', query: QUERY, parent: 7, last: false},
    ];
    for (const each of jobs) assert.deepEqual(parseJob(JSON.stringify(each)), each);
  });

  for (const [what, line] of Object.entries({
    'no limit of rows': job({kind: 'query', query: {...QUERY, maxRows: 0}}),
    'a parameter of no kind': job({kind: 'query', query: {...QUERY, parameters: [{}]}}),
    'no statement': job({kind: 'query', query: {...QUERY, sql: 5}}),
    'no word on hashes': job({kind: 'describe'}),
  })) {
    test(`is none with ${what}`, () => assert.throws(() => parseJob(line), TypeError));
  }
});
