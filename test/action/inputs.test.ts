import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, realpathSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {parse} from 'yaml';
import {INPUT_NAMES, INPUTS, nearestInput, type Environment} from '../../src/action/input-table.ts';
import {
  actionInputs,
  actionRequest,
  secretsOf,
  terminalRequest,
  unknownInputs,
  spareMetadataService,
} from '../../src/action/inputs.ts';
import {OUTPUT_NAMES} from '../../src/action/outputs.ts';
import {NO_CHECKS} from '../../src/checks/defaults.ts';
import {isRestoreError} from '../../src/errors.ts';
import type {Location} from '../../src/request.ts';

type Inputs = Readonly<Record<string, string>>;

function environmentOf(t: TestContext, inputs: Inputs): Environment {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'inputs-')));
  t.after(() => rmSync(root, {recursive: true, force: true}));
  return {
    GITHUB_WORKSPACE: root,
    RUNNER_TEMP: root,
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  };
}

function read(t: TestContext, inputs: Inputs) {
  const env = environmentOf(t, inputs);
  return actionRequest(actionInputs(env), env);
}

async function refusal(t: TestContext, inputs: Inputs): Promise<string> {
  try {
    await read(t, inputs);
  } catch (error) {
    assert.ok(isRestoreError(error, 'input'), String(error));
    return error.message;
  }
  return assert.fail('the inputs were accepted');
}

/** What a checks file may say and does not have to. */
const ABSENT = {applicationId: undefined, schema: undefined, migrations: undefined, heartbeat: undefined};

const FIRST_PASTE = {bucket: 'my-backups', prefix: 'zlayer/deployments/', 'db-path': 'data/app.sqlite'};
const KEY = Buffer.alloc(32, 7).toString('base64');

suite('inputs', () => {
  test('the first paste of the README is enough, and everything else has its default', async t => {
    const {request, warnings} = await read(t, FIRST_PASTE);
    assert.deepEqual(warnings, []);
    const {target, tempFolder, ...rest} = request;
    assert.equal(target, join(tempFolder, 'data/app.sqlite'));
    assert.deepEqual(rest, {
      location: {
        kind: 's3',
        bucket: 'my-backups',
        prefix: 'zlayer/deployments/',
        endpoint: undefined,
        region: undefined,
        forcePathStyle: undefined,
        anonymous: false,
        requestPayer: false,
        sseCustomerKey: undefined,
      },
      ageIdentity: undefined,
      mode: 'restore',
      format: 'auto',
      timestamp: undefined,
      position: undefined,
      integrityCheck: 'full',
      foreignKeyCheck: 'warn',
      onIncomplete: 'fail',
      onInconclusive: 'warn',
      ifNoBackup: 'fail',
      ifExists: 'replace',
      replaceWasWritten: false,
      allowEmpty: false,
      maxDatabaseSize: undefined,
      cache: false,
      maxAge: undefined,
      freshnessQuery: undefined,
      checks: undefined,
      lastGood: 'off',
      timeout: undefined,
    });
  });

  test('the defaults that a runner hands over change nothing', async t => {
    const defaults = Object.fromEntries(INPUT_NAMES.map(name => [name, INPUTS[name].default]));
    const {tempFolder: _1, target: _2, ...withDefaults} = (await read(t, {...defaults, ...FIRST_PASTE})).request;
    const {tempFolder: _3, target: _4, ...without} = (await read(t, FIRST_PASTE)).request;
    assert.deepEqual(withDefaults, without);
  });

  test('every input arrives', async t => {
    const {request} = await read(t, {
      bucket: 's3://my-backups/app/',
      'db-path': ' app.sqlite ',
      mode: 'verify',
      format: 'zlayer',
      timestamp: '2026-11-23T01:09:51Z',
      endpoint: 'http://127.0.0.1:9000',
      region: 'auto',
      'force-path-style': 'false',
      'access-key-id': 'AKIDEXAMPLE',
      'secret-access-key': 'a-secret-key\n',
      'session-token': 'a-session-token',
      'request-payer': 'true',
      'sse-customer-key': KEY,
      'age-identity': 'correct horse battery staple',
      'integrity-check': 'quick',
      'foreign-key-check': 'off',
      'on-incomplete': 'warn',
      'on-inconclusive': 'proven',
      'if-no-backup': 'ignore',
      'if-exists': 'replace',
      'allow-empty': 'True',
      'max-database-size': '20GB',
      cache: 'true',
      'max-age': '24h',
      'freshness-query': 'SELECT max(at) FROM event',
      checks: 'user-version: 7',
      'last-good': 'report',
      timeout: '15m',
    });
    const {target: _1, tempFolder: _2, ...rest} = request;
    assert.deepEqual(rest, {
      location: {
        kind: 's3',
        bucket: 'my-backups',
        prefix: 'app/',
        endpoint: 'http://127.0.0.1:9000',
        region: 'auto',
        forcePathStyle: false,
        credentials: {accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a-secret-key', sessionToken: 'a-session-token'},
        anonymous: false,
        requestPayer: true,
        sseCustomerKey: KEY,
      },
      ageIdentity: {kind: 'passphrase', passphrase: 'correct horse battery staple'},
      mode: 'verify',
      format: 'zlayer',
      timestamp: Date.UTC(2026, 10, 23, 1, 9, 51),
      position: undefined,
      integrityCheck: 'quick',
      foreignKeyCheck: 'off',
      onIncomplete: 'warn',
      onInconclusive: 'proven',
      ifNoBackup: 'ignore',
      ifExists: 'replace',
      replaceWasWritten: true,
      allowEmpty: true,
      maxDatabaseSize: 20_000_000_000,
      cache: true,
      maxAge: 86_400_000,
      freshnessQuery: 'SELECT max(at) FROM event',
      checks: {...NO_CHECKS, userVersion: 7, ...ABSENT},
      lastGood: 'report',
      timeout: 900_000,
    });
  });

  test('a directory is a place for backups, and settings of S3 are named as idle', async t => {
    const {request, warnings} = await read(t, {
      bucket: './backups',
      prefix: 'app/',
      'db-path': 'a',
      region: 'eu-central-1',
    });
    assert.equal(request.location.kind, 'directory');
    assert.equal(request.location.prefix, 'app/');
    assert.match(warnings.join(), /directory, so that `region` has no effect/);
  });

  test('all problems are listed at once, each with the input, the value and the allowed form', async t => {
    const message = await refusal(t, {
      bucket: 'my-backups/app',
      'db-path': '../app.sqlite',
      mode: 'dry-run',
      timestamp: 'yesterday',
      timeout: '15 minutes',
      'max-database-size': '20',
      'allow-empty': 'yes',
    });
    assert.match(message, /^7 inputs are wrong: /);
    assert.match(message, /`mode` is `dry-run`; allowed: one of restore, verify, plan/);
    assert.match(message, /`bucket` is `my-backups\/app`, which contains a slash/);
    assert.match(message, /`db-path` is `\.\.\/app\.sqlite`, which lies outside the workspace/);
    assert.match(message, /`timestamp` is `yesterday`; allowed: an RFC 3339 time/);
    assert.match(message, /`timeout` is `15 minutes`; allowed: .*15m/);
    assert.match(message, /`max-database-size` is `20`; allowed: .*500MB/);
    assert.match(message, /`allow-empty` is `yes`; allowed: true or false/);
    assert.doesNotMatch(message, /\n/);
  });

  test('what is required is named', async t => {
    assert.match(
      await refusal(t, {}),
      /`db-path` is missing.*`bucket` is missing|`bucket` is missing.*`db-path` is missing/,
    );
    for (const mode of ['verify', 'plan'])
      assert.equal((await read(t, {bucket: 'my-backups', mode})).request.target, undefined);
  });

  test('a secret value is never shown', async t => {
    const secrets = {
      'access-key-id': 'AKIDEXAMPLE',
      'secret-access-key': 'hunter2 hunter2',
      'session-token': 'session hunter2',
      'sse-customer-key': 'hunter2',
    };
    const message = await refusal(t, {...FIRST_PASTE, ...secrets});
    assert.match(message, /3 inputs are wrong/);
    for (const name of Object.keys(secrets).slice(1)) assert.ok(message.includes(`\`${name}\``), name);
    assert.doesNotMatch(message, /hunter2/);
    assert.doesNotMatch(await refusal(t, {...FIRST_PASTE, endpoint: 'https://me:hunter2@host'}), /hunter2/);
  });

  test('contradictions name both inputs', async t => {
    const cases: readonly [Inputs, RegExp][] = [
      [{timestamp: '2026-11-23T01:09:51Z', position: 'x'}, /`timestamp` and `position`/],
      [{bucket: 's3://my-backups/app', prefix: 'app'}, /`prefix` is given, and so is a prefix inside `bucket`/],
      [{'access-key-id': 'AKID'}, /`access-key-id` is given without `secret-access-key`.*fork/],
      [{'secret-access-key': 'abcdefgh'}, /`secret-access-key` is given without `access-key-id`/],
      [{'session-token': 'abcdefgh'}, /`session-token` is given without `access-key-id`/],
      [{anonymous: 'true', 'access-key-id': 'a', 'secret-access-key': 'b'}, /`anonymous` is true, and `access-key-id`/],
      [{anonymous: 'true', 'request-payer': 'true'}, /`anonymous` and `request-payer`/],
      [{'freshness-query': 'SELECT 1'}, /`freshness-query` is given without `max-age`/],
      [{'last-good': 'restore', mode: 'verify'}, /`last-good` is restore, and `mode` is verify/],
    ];
    for (const [inputs, pattern] of cases) assert.match(await refusal(t, {...FIRST_PASTE, ...inputs}), pattern);
    assert.equal(
      (await read(t, {...FIRST_PASTE, bucket: 's3://my-backups'})).request.location.prefix,
      'zlayer/deployments/',
    );
  });

  test('what cannot take effect is named, and what is given with its default is not', async t => {
    const plan = {...FIRST_PASTE, mode: 'plan', 'max-age': '24h', checks: 'tables: {a: {}}', 'last-good': 'off'};
    assert.deepEqual((await read(t, plan)).warnings, [
      '`mode` is plan, which restores nothing, so that `max-age`, `checks` have no effect',
    ]);
    const chosen = {...FIRST_PASTE, 'max-age': '24h', timestamp: '2026-11-23T01:09:51Z', 'last-good': 'restore'};
    assert.deepEqual((await read(t, chosen)).warnings, [
      '`timestamp` chooses the restore point, so that `last-good` has no effect',
      '`max-age` is held against the restore point of `timestamp`: an older one fails as stale',
    ]);
    assert.match(
      (await read(t, {...FIRST_PASTE, position: 'x', 'last-good': 'report'})).warnings.join(),
      /`position` .* no effect/,
    );
  });

  test('a freshness-query that is not one single question is refused before anything is restored', async t => {
    for (const sql of ['DELETE FROM event', 'SELECT 1; SELECT 2', "ATTACH 'x' AS y", 'SELECT ?', '-- nothing']) {
      const message = await refusal(t, {...FIRST_PASTE, 'max-age': '1h', 'freshness-query': sql});
      assert.match(message, /`freshness-query` .*; allowed: one single SELECT/);
    }
  });

  test('a misspelt input is named with the one that was meant', () => {
    assert.deepEqual(unknownInputs({INPUT_DBPATH: 'x', INPUT_BUCKET: 'b', INPUT_ZZZZZZZZ: 'y', OTHER: 'z'}), [
      'There is no input `dbpath`; did you mean `db-path`?',
      'There is no input `zzzzzzzz`',
    ]);
    assert.equal(nearestInput('database-path'), undefined);
    assert.equal(nearestInput('if_exist'), 'if-exists');
    assert.equal(nearestInput('timestmap'), 'timestamp');
    assert.equal(nearestInput('bukcet'), 'bucket');
    assert.equal(nearestInput('x'.repeat(100_000)), undefined);
  });

  test('secrets are those of the inputs and of the environment, and nothing short', () => {
    const given = new Map([
      ['secret-access-key', 'secret-one'],
      ['sse-customer-key', 'short'],
      ['bucket', 'my-backups'],
    ] as const);
    const env = {
      AWS_SECRET_ACCESS_KEY: 'secret-two',
      AWS_SESSION_TOKEN: 'secret-one',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    };
    assert.deepEqual(secretsOf(given, env), ['secret-one', 'secret-two']);
  });

  test('no metadata service is asked where it is of no use', t => {
    const name = 'AWS_EC2_METADATA_DISABLED';
    const before = process.env[name];
    t.after(() => (before === undefined ? delete process.env[name] : (process.env[name] = before)));
    const bucket = {kind: 's3', bucket: 'my-backups', prefix: '', anonymous: false, requestPayer: false} as const;
    const credentials = {accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret-one'};
    const inEnvironment = {AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret-one'};
    const endpoint = 'https://minio.example';
    const cases: readonly (readonly [Location, Environment, string | undefined])[] = [
      [bucket, {RUNNER_ENVIRONMENT: 'github-hosted'}, 'true'],
      [bucket, {RUNNER_ENVIRONMENT: 'self-hosted'}, undefined],
      // The machine's region may be the bucket's.
      [{...bucket, credentials}, {RUNNER_ENVIRONMENT: 'self-hosted'}, undefined],
      [{...bucket, endpoint, credentials}, {}, 'true'],
      [{...bucket, endpoint, anonymous: true}, {}, 'true'],
      [{...bucket, endpoint}, inEnvironment, 'true'],
      [{...bucket, credentials}, {AWS_ENDPOINT_URL: endpoint}, 'true'],
      [{...bucket, endpoint}, {...inEnvironment, AWS_PROFILE: 'backup'}, undefined],
      [{...bucket, endpoint}, {}, undefined],
      [{kind: 'directory', path: '/backups', prefix: ''}, {RUNNER_ENVIRONMENT: 'github-hosted'}, undefined],
    ];
    for (const [location, env, expected] of cases) {
      delete process.env[name];
      spareMetadataService(location, env);
      assert.equal(process.env[name], expected, JSON.stringify({location, env}));
    }
    process.env[name] = 'false';
    spareMetadataService(bucket, {RUNNER_ENVIRONMENT: 'github-hosted'});
    assert.equal(process.env[name], 'false', 'what the job says stands');
  });

  test('the terminal may write outside the folder it was started in', async () => {
    const target = join(tmpdir(), 'somewhere', 'app.sqlite');
    const given = new Map([
      ['bucket', 'my-backups'],
      ['db-path', target],
    ] as const);
    assert.equal(
      (await terminalRequest(given, {RUNNER_TEMP: '/nowhere'})).request.target,
      join(realpathSync(tmpdir()), 'somewhere', 'app.sqlite'),
    );
  });
});

suite('action.yml', () => {
  type Metadata = {
    readonly name: string;
    readonly description: string;
    readonly branding: {readonly icon: string; readonly color: string};
    readonly inputs: Readonly<Record<string, {description?: string; default?: string; required?: boolean}>>;
    readonly outputs: Readonly<Record<string, {description?: string}>>;
    readonly runs: {readonly using: string; readonly main: string};
  };
  // Safe: the file is ours, and the tests look at every field.
  const metadata = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as Metadata;

  test('declares the inputs that the code reads, with the same defaults', () => {
    const declared = Object.entries(metadata.inputs).map(([name, input]) => [name, input.default ?? '']);
    assert.deepEqual(
      Object.fromEntries(declared),
      Object.fromEntries(INPUT_NAMES.map(name => [name, INPUTS[name].default])),
    );
  });

  test('declares the outputs that the code sets', () => {
    assert.deepEqual(Object.keys(metadata.outputs).toSorted(), [...OUTPUT_NAMES].toSorted());
  });

  test('describes everything, within the limits of the Marketplace', () => {
    assert.ok(metadata.description.length < 125, `${metadata.description.length} characters`);
    for (const [name, {description = ''}] of [
      ...Object.entries(metadata.inputs),
      ...Object.entries(metadata.outputs),
    ]) {
      assert.ok(description.length > 10 && description.length < 250, name);
    }
    assert.deepEqual(metadata.runs, {using: 'node24', main: 'dist/index.js'});
    assert.ok(metadata.branding.icon !== '' && metadata.branding.color !== '');
  });
});
