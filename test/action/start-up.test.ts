// What is read and compiled before the first request is waited for by everybody: the modules are counted, not the time.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {readFileSync, statSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {test, type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {ENTRIES, jobFolders, runAction} from './run-action.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PRELOADED = new URL('loaded-modules.ts', import.meta.url);

/** Paths in the project of the modules that a restore from S3 has loaded when its first request arrives. */
async function loadedBeforeTheFirstRequest(t: TestContext, entry: string): Promise<readonly string[]> {
  const folders = jobFolders(t);
  const file = join(folders.temp, 'loaded');
  let loaded: string | undefined;
  const server = createServer((_, response) => {
    loaded ??= readFileSync(file, 'utf8');
    response.writeHead(403, {'content-type': 'application/xml'});
    response.end('<Error><Code>AccessDenied</Code><Message>no</Message></Error>');
  });
  t.after(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  // A listening TCP server has an address object.
  const {port} = server.address() as AddressInfo;
  const ran = await runAction(t, {
    entry,
    folders,
    nodeOptions: ['--import', PRELOADED.href],
    env: {LOADED_MODULES: file},
    inputs: {
      bucket: 'my-backups',
      prefix: 'app/',
      endpoint: `http://127.0.0.1:${port}`,
      'db-path': 'app.sqlite',
      'access-key-id': 'AKIDEXAMPLE',
      'secret-access-key': 'a-secret-key-for-this-test',
    },
  });
  assert.equal(ran.outputs['errorCode'], 'access-denied', ran.stdout);
  const urls = (loaded ?? assert.fail(`no request came:\n${ran.stdout}`)).trimEnd().split('\n');
  return [...new Set(urls)].map(url => fileURLToPath(url)).filter(path => path !== fileURLToPath(PRELOADED));
}

const bytesOf = (paths: readonly string[]) => paths.reduce((sum, path) => sum + statSync(path).size, 0);

/** The folders, and the files beside them, of which nothing is needed before something was listed. */
const LATER =
  /^src\/(checks\/(?!check-result)|codecs|engine\/(?!proof)|evidence|formats|history|sqlite|terminal|publish\.ts|action\/(summary|report|annotations|timeline|tell|.*-cache\.ts))/;

/** Bytes. A restore from S3 loads the client, of 1.3 MB, and little of our own. */
const MOST = {source: 200_000, bundle: 1_600_000};

for (const {name, path: entry} of ENTRIES) {
  test(`before its first request the action loads the S3 client and what asks it, and nothing else (${name})`, async t => {
    const loaded = await loadedBeforeTheFirstRequest(t, entry);
    const isSource = entry.endsWith('.ts');
    const packages = loaded.filter(path => path.includes('node_modules'));
    const own = loaded.filter(path => !path.includes('node_modules')).map(path => path.slice(ROOT.length));
    assert.deepEqual(
      own.filter(path => LATER.test(path)),
      [],
    );
    assert.deepEqual(
      packages.filter(path => !/node_modules.(@aws-sdk|@smithy|@aws|tslib|bowser)\b/.test(path)),
      [],
    );
    const bytes = bytesOf(isSource ? own.map(path => join(ROOT, path)) : loaded);
    const most = isSource ? MOST.source : MOST.bundle;
    assert.ok(bytes <= most, `${bytes} bytes, more than ${most}: ${own.join(', ')}`);
  });
}
