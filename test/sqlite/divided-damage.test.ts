// The parts of a divided check find what one integrity_check finds.
import assert from 'node:assert/strict';
import {copyFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import type {Database} from 'better-sqlite3';
import {messageOf} from '../../src/errors.ts';
import {loadSqlite} from '../../src/sqlite/addon.ts';
import {openReadOnly, sizeCaches} from '../../src/sqlite/check.ts';
import {MessageCount, checkIntegrity} from '../../src/sqlite/integrity.ts';
import {checkPart} from '../../src/sqlite/part.ts';
import {isDamage} from '../../src/sqlite/sqlite-error.ts';
import {surveyDatabase} from '../../src/sqlite/survey.ts';
import {DAMAGES, makeZoo, randomFrom} from './damage.ts';
import {temporaryFolder} from './databases.ts';

const Sqlite = await loadSqlite();
const ALWAYS = {wall: Infinity, cpu: Infinity};
/** SQLite gives up on one table after as many. */
const MESSAGES_PER_TABLE = 100;
const ZOOS = 6;
const CASES_PER_DAMAGE = 30;

class AllMessages extends MessageCount {
  readonly all: string[] = [];
  override add(message: string): void {
    this.all.push(message);
    super.add(message);
  }
}

/** What one connection finds, with SQLite's defaults or as the program sets it. */
function inOne(path: string, prepare: (path: string) => Database): readonly string[] {
  const found = new AllMessages();
  const db = prepare(path);
  try {
    checkIntegrity(db, 'integrity_check', found);
  } catch (error) {
    if (!isDamage(error)) throw error;
    found.add(messageOf(error));
  } finally {
    db.close();
  }
  return found.all;
}

const byDefault = (path: string) => new Sqlite(path, {readonly: true});

function asInProgram(path: string): Database {
  const db = openReadOnly(Sqlite, path);
  sizeCaches(db, true);
  return db;
}

type Findings = {readonly messages: Set<string>; readonly most: number};

function assertHasAll({messages, most}: Findings, expected: readonly string[], at: string): void {
  if (most >= MESSAGES_PER_TABLE) return;
  const missing = expected.filter(message => !messages.has(message));
  assert.deepEqual(missing, [], at);
}

/** What the parts find together, or undefined where the check is not divided. */
function inParts(path: string, mapped: boolean): Findings | undefined {
  const survey = surveyDatabase(Sqlite, path, {integrity: 'full', foreignKeys: true}, 2, ALWAYS);
  if (survey === undefined) return undefined;
  const messages = new Set<string>();
  let most = 0;
  for (const part of survey.parts.filter(({kind}) => kind !== 'references')) {
    const found = new AllMessages();
    checkPart(Sqlite, path, part, mapped, found);
    for (const message of found.all) messages.add(message);
    if (part.kind === 'tables') most = Math.max(most, found.all.length);
  }
  return {messages, most};
}

suite('The parts of a divided check', () => {
  test('find nothing in sound databases', t => {
    const folder = temporaryFolder(t);
    for (let seed = 1; seed <= ZOOS; seed += 1) {
      const path = makeZoo(join(folder, `${seed}.db`), randomFrom(seed));
      for (const mapped of [true, false]) {
        assert.deepEqual([...(inParts(path, mapped)?.messages ?? ['not divided'])], []);
      }
      assert.deepEqual(inOne(path, byDefault), []);
    }
  });

  for (const [what, damage] of Object.entries(DAMAGES)) {
    test(`find all that one check finds after damage: ${what}`, t => {
      const folder = temporaryFolder(t);
      const path = join(folder, 'damaged.db');
      let [divided, damaged] = [0, 0];
      for (let seed = 1; seed <= ZOOS; seed += 1) makeZoo(join(folder, `${seed}.db`), randomFrom(seed));
      for (let number = 0; number < CASES_PER_DAMAGE; number += 1) {
        copyFileSync(join(folder, `${(number % ZOOS) + 1}.db`), path);
        damage(path, randomFrom(number + 1));
        const parts = inParts(path, false);
        const mapped = inParts(path, true);
        if (parts === undefined || mapped === undefined) continue;
        divided += 1;
        const one = inOne(path, asInProgram);
        if (one.length > 0) damaged += 1;
        const at = `case ${number}`;
        assert.equal(parts.messages.size > 0, one.length > 0, `${at}: ${[...parts.messages, '|', ...one].join('\n')}`);
        assert.equal(
          mapped.messages.size > 0,
          one.length > 0,
          `${at}: ${[...mapped.messages, '|', ...one].join('\n')}`,
        );
        const plain = inOne(path, byDefault);
        assert.equal(plain.length > 0, one.length > 0, at);
        assertHasAll(parts, one, at);
        // Of mapped pages the cells are looked at when SQLite’s defaults would.
        assertHasAll(mapped, plain, at);
      }
      t.diagnostic(`${divided} of ${CASES_PER_DAMAGE} divided, ${damaged} found damaged`);
      assert.ok(damaged > 0, 'no case was both divided and damaged');
    });
  }
});
