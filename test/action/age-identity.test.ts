import assert from 'node:assert/strict';
import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {Encrypter, generateHybridIdentity, generateX25519Identity, identityToRecipient} from 'age-encryption';
import {AGE_IDENTITY} from '../../src/action/age-identity.ts';
import {secretsOf} from '../../src/action/inputs.ts';
import {requestFrom} from '../../src/action/request-from.ts';
import {redactor} from '../../src/action/secrets.ts';
import {reportOf} from '../../src/evidence/report.ts';
import {isRestoreError} from '../../src/errors.ts';
import {jobFolders, runAction} from './run-action.ts';
import {OUTCOMES, REQUEST} from './sample-outcomes.ts';
import {databaseBytes, putObject} from './small-backup.ts';

const KEY = await generateX25519Identity();
const OTHER = await generateX25519Identity();
const QUANTUM = await generateHybridIdentity();
const RECIPIENT = await identityToRecipient(KEY);
const FILE = `# created: 2026-01-02T03:04:05Z\n# public key: ${RECIPIENT}\n${KEY}\n`;

const keys = (...list: readonly string[]) => ({kind: 'keys', keys: list});
const FOLDERS = {workspace: '/work', temp: '/tmp', anywhere: true};

async function refusal(text: string): Promise<string> {
  const given = new Map([
    ['bucket', 'my-backups'],
    ['db-path', 'app.sqlite'],
    ['age-identity', text],
  ] as const);
  try {
    await requestFrom(given, FOLDERS, {});
  } catch (error) {
    assert.ok(isRestoreError(error, 'input'));
    return error.message;
  }
  return assert.fail('it was accepted');
}

suite('age-identity', () => {
  test('is a key, several keys, or a key file with its comments', () => {
    assert.deepEqual(AGE_IDENTITY.parse(KEY), keys(KEY));
    assert.deepEqual(AGE_IDENTITY.parse(QUANTUM), keys(QUANTUM));
    assert.deepEqual(AGE_IDENTITY.parse(FILE.trim()), keys(KEY));
    assert.deepEqual(AGE_IDENTITY.parse(`${FILE}\r\n\n  ${OTHER}\r\n`), keys(KEY, OTHER));
  });

  test('is otherwise a passphrase, as it is written', () => {
    for (const text of ['correct horse battery staple', '#1 secret', 'age', 'pässwörd', 'age1 is not a key']) {
      assert.deepEqual(AGE_IDENTITY.parse(text), {kind: 'passphrase', passphrase: text});
    }
  });

  test('is refused where it looks like another key, with the reason and without the value', async () => {
    const changed = KEY.slice(0, -1) + (KEY.endsWith('Q') ? 'P' : 'Q');
    for (const [text, reason] of [
      [RECIPIENT, /is a recipient/],
      [`# my key\n${RECIPIENT}`, /is a recipient/],
      [
        '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\n-----END OPENSSH PRIVATE KEY-----',
        /SSH/,
      ],
      ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ me@host', /public key of SSH/],
      [
        '-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24\n-----END AGE ENCRYPTED FILE-----',
        /encrypted key file/,
      ],
      ['AGE-PLUGIN-YUBIKEY-1QQPSYQYQSZ', /plugin/],
      [changed, /wrong length or checksum \(key 1\)/],
      [`${OTHER}\n${KEY.slice(0, -3)}`, /wrong length or checksum \(key 2\)/],
      [KEY.toLowerCase(), /not in capitals/],
      [FILE.trim().replaceAll('\n', ' '), /not on a line of its own/],
      [`my key is ${KEY}`, /not on a line of its own/],
      [`${KEY}\nsome passphrase`, /neither an age key nor a comment \(line 2/],
      ['one line\nand another', /several lines/],
    ] as const) {
      const message = await refusal(text);
      assert.match(message, reason);
      assert.match(message, /`age-identity`.*not shown/);
      for (const word of text.split(/\s+/).filter(part => part.length > 12)) {
        assert.ok(!message.includes(word), `${message} shows ${word}`);
      }
    }
  });

  test('is masked whole and line by line', () => {
    const secrets = secretsOf(new Map([['age-identity', FILE]] as const), {});
    assert.ok(secrets.includes(FILE) && secrets.includes(KEY));
    const redact = redactor(secrets);
    assert.equal(redact(`the key is ${KEY}.`), 'the key is ***.');
    assert.ok(!redact(JSON.stringify({FILE})).includes(KEY));
  });

  test('is not in the report, without any masking', () => {
    for (const ageIdentity of [keys(KEY), {kind: 'passphrase', passphrase: KEY}] as const) {
      const request = {...REQUEST, ageIdentity: ageIdentity as typeof REQUEST.ageIdentity};
      for (const [name, {result}] of Object.entries(OUTCOMES)) {
        const report = JSON.stringify(reportOf({request, result, now: 0, runUrl: ''}));
        assert.ok(report.includes('"request":{'), name);
        assert.ok(!report.includes(KEY) && !/ageIdentity|age-identity/.test(report), name);
      }
    }
  });

  test('is in no file and no line of a run, whether it fits or not', async t => {
    const folders = jobFolders(t);
    const encrypter = new Encrypter();
    encrypter.addRecipient(RECIPIENT);
    const bytes = databaseBytes();
    putObject(join(folders.workspace, 'bucket'), 'app/app.db.age', await encrypter.encrypt(bytes));
    for (const [text, code] of [
      [FILE, ''],
      [OTHER, 'encrypted'],
      ['correct horse battery staple', 'encrypted'],
      [KEY.slice(0, -1), 'input'],
    ] as const) {
      const inputs = {bucket: './bucket', 'db-path': 'app.sqlite', 'age-identity': text};
      const ran = await runAction(t, {inputs, folders});
      assert.equal(ran.outputs['errorCode'], code, ran.stdout);
      if (code === '') assert.deepEqual(readFileSync(join(folders.workspace, 'app.sqlite')), bytes);
      const files = [folders.workspace, folders.temp, folders.home].flatMap(folder =>
        readdirSync(folder, {recursive: true})
          .map(name => join(folder, String(name)))
          .filter(path => statSync(path).isFile()),
      );
      assert.ok(
        files.some(path => path.includes('report')),
        'there is a report to look into',
      );
      const printed = ran.stdout.split('\n').filter(line => !line.startsWith('::add-mask::'));
      const written = files.map(path => readFileSync(path, 'latin1'));
      for (const secret of text.split('\n').filter(line => line !== '' && !line.startsWith('#'))) {
        assert.ok(ran.stdout.includes(`::add-mask::${secret}`), 'the runner is told to mask it');
        assert.ok(![...printed, ran.stderr, ...written].some(place => place.includes(secret)));
      }
    }
  });
});
