import assert from 'node:assert/strict';
import {resolve} from 'node:path';
import {suite, test} from 'node:test';
import {parseBucket} from '../../src/action/bucket.ts';

const workspace = resolve('/work space');
const parse = (text: string) => parseBucket(text, workspace);

suite('the input bucket', () => {
  test('names a bucket', () => {
    for (const name of ['my-backups', 'a.b.c', 'OLD_Bucket', 'x'.repeat(63)]) {
      assert.deepEqual(parse(name), {kind: 'bucket', name});
    }
  });

  test('names a place in a bucket', () => {
    const expected: Readonly<Record<string, readonly [string, string]>> = {
      's3://my-backups': ['my-backups', ''],
      's3://my-backups/': ['my-backups', ''],
      's3://my-backups/app/db/': ['my-backups', 'app/db/'],
      'S3://my-backups/one key.sqlite': ['my-backups', 'one key.sqlite'],
      's3://my-backups//twice': ['my-backups', '/twice'],
    };
    for (const [text, [name, prefix]] of Object.entries(expected)) {
      assert.deepEqual(parse(text), {kind: 'bucket-and-prefix', name, prefix}, text);
    }
  });

  test('names a directory, relative to the workspace', () => {
    assert.deepEqual(parse('./backups'), {kind: 'directory', path: resolve(workspace, 'backups')});
    assert.deepEqual(parse('../backups'), {kind: 'directory', path: resolve('/backups')});
    assert.deepEqual(parse('/mnt/backups'), {kind: 'directory', path: resolve('/mnt/backups')});
    assert.deepEqual(parse('.'), {kind: 'directory', path: workspace});
    for (const text of ['C:\\backups', 'D:/backups', '.\\backups', '..\\backups']) {
      assert.equal(parse(text).kind, 'directory', text);
    }
  });

  test('names a directory by its URL', {skip: process.platform === 'win32' && 'file URLs have drive letters'}, () => {
    assert.deepEqual(parse('file:///mnt/back%20ups'), {kind: 'directory', path: '/mnt/back ups'});
  });

  test('says what to write instead', () => {
    const problems: Readonly<Record<string, RegExp>> = {
      'my-backups/app': /write s3:\/\/my-backups\/app or \.\/my-backups\/app/,
      'https://my-backups.s3.amazonaws.com/app': /bucket name here, and the address of the server as endpoint/,
      'gs://my-backups': /scheme that is not known/,
      'arn:aws:s3:eu-west-1:123456789012:accesspoint/x': /alias of the access point/,
      's3://': /no valid bucket name after s3:/,
      's3:///key': /no valid bucket name after s3:/,
      'file://otherhost/dir': /not a file URL of this machine/,
      ab: /is not a bucket name/,
      'two words': /is not a bucket name/,
      'nul\0': /NUL/,
    };
    for (const [text, pattern] of Object.entries(problems)) {
      const parsed = parse(text);
      assert.ok(parsed.kind === 'wrong', `accepted ${text}`);
      assert.match(parsed.problem, pattern);
    }
  });
});
