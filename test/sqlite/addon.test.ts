import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {isRestoreError} from '../../src/errors.ts';
import {loadFailure, loadSqlite, platformEntry, type Host} from '../../src/sqlite/addon.ts';

const LINUX: Host = {platform: 'linux', arch: 'x64', musl: false, napi: '10', node: 'v24.4.0'};

suite('The SQLite addon', () => {
  test('loads on this machine and is the version that the checks were written for', async () => {
    const Sqlite = await loadSqlite();
    const db = new Sqlite(':memory:');
    assert.match(String(db.prepare('SELECT sqlite_version()').pluck().get()), /^3\.5\d\.\d+$/);
    db.close();
  });

  for (const [host, entry] of [
    [LINUX, 'linux-x64'],
    [{...LINUX, musl: true, arch: 'arm64'}, 'linuxmusl-arm64'],
    [{...LINUX, platform: 'darwin', arch: 'arm64'}, 'darwin-arm64'],
    [{...LINUX, platform: 'win32'}, 'win32-x64'],
    [{...LINUX, napi: '11'}, 'linux-x64'],
  ] as const) {
    test(`is ${entry} on ${host.platform}, ${host.arch}, musl ${host.musl}, Node-API ${host.napi}`, () => {
      assert.equal(platformEntry(host), entry);
    });
  }

  for (const napi of ['9', undefined]) {
    test(`is not even tried on a Node with Node-API ${napi}, which it would crash`, () => {
      assert.throws(
        () => platformEntry({...LINUX, napi, node: 'v20.20.2'}),
        error => isRestoreError(error, 'platform') && /too old.*Node 24.*v20\.20\.2/.test(error.message),
      );
    });
  }

  test('does not exist for other platforms, and the message names them all', () => {
    assert.throws(
      () => platformEntry({...LINUX, platform: 'freebsd'}),
      error => isRestoreError(error, 'platform') && /linuxmusl-arm64.*win32-x64.*freebsd-x64/.test(error.message),
    );
    assert.throws(
      () => platformEntry({...LINUX, arch: 'toString'}),
      error => isRestoreError(error, 'platform'),
    );
  });

  for (const [why, message, words] of [
    [
      'the C library is too old',
      "/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by /a/dist/prebuilds/linux-x64.node)",
      /C library is too old.*GLIBC 2\.34.*Ubuntu 22\.04/,
    ],
    ['the file is not there', "Cannot find module '../prebuilds/linux-x64.node'", /missing.*linux-x64\.node.*dist/],
    [
      'the file cannot be opened',
      '/a/linux-x64.node: cannot open shared object file: No such file or directory',
      /missing.*linux-x64\.node/,
    ],
    ['of anything else', 'file too short', /cannot be loaded.*file too short/],
  ] as const) {
    test(`says in one sentence that it does not load because ${why}`, () => {
      const error = loadFailure('linux-x64', new Error(message));
      assert.equal(error.code, 'platform');
      assert.match(error.message, words);
      assert.doesNotMatch(error.message, /\n/);
    });
  }
});
