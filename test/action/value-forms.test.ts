import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import * as forms from '../../src/action/value-forms.ts';

function accepts<T>(form: forms.ValueForm<T>, cases: Readonly<Record<string, T>>): void {
  for (const [text, value] of Object.entries(cases)) assert.deepEqual(form.parse(text), value, text);
}

function refuses(form: forms.ValueForm<unknown>, texts: readonly string[]): void {
  for (const text of texts) assert.equal(form.parse(text), undefined, `accepted ${JSON.stringify(text)}`);
}

suite('the forms of input values', () => {
  test('a duration is a whole number with a unit', () => {
    accepts(forms.DURATION, {'30s': 30_000, '15m': 900_000, '24h': 86_400_000, '7d': 604_800_000});
    refuses(forms.DURATION, ['0s', '30', '1.5h', '-1s', '1h30m', '5 m', '5min', '1e3s', '٣s', '30S', '9999999999s']);
  });

  test('a time limit longer than a timer can hold is refused, because it would fire at once', () => {
    accepts(forms.TIMEOUT, {'24d': 2_073_600_000, '576h': 2_073_600_000});
    refuses(forms.TIMEOUT, ['25d', '577h', '0s']);
    assert.ok(24 * 86_400_000 < 2 ** 31);
  });

  test('a size has decimal or binary units', () => {
    accepts(forms.SIZE, {
      '500MB': 500_000_000,
      '20GB': 20_000_000_000,
      '1.5GB': 1_500_000_000,
      '1 KiB': 1024,
      '2TiB': 2 ** 41,
      '7b': 7,
      '1kB': 1000,
      '3mib': 3 * 2 ** 20,
    });
    refuses(forms.SIZE, ['500', '0MB', '-1MB', '1e3MB', '1PB', 'MB', '1,5GB', '0.1B', '999999999999999TB', '1 M B']);
  });

  test('a time has a zone, and is a day of the calendar', () => {
    accepts(forms.INSTANT, {
      '2026-11-23T01:09:51Z': Date.UTC(2026, 10, 23, 1, 9, 51),
      '2026-11-23t01:09:51z': Date.UTC(2026, 10, 23, 1, 9, 51),
      '2026-11-23 02:09:51.250+01:00': Date.UTC(2026, 10, 23, 1, 9, 51, 250),
      '2026-11-22T20:39:51-04:30': Date.UTC(2026, 10, 23, 1, 9, 51),
      '2026-11-23T01:09:51-00:00': Date.UTC(2026, 10, 23, 1, 9, 51),
      '2024-02-29T00:00:00Z': Date.UTC(2024, 1, 29),
      '2000-02-29T00:00:00Z': Date.UTC(2000, 1, 29),
      '2016-12-31T23:59:60Z': Date.UTC(2017, 0, 1),
      '0099-01-01T00:00:00Z': -59_042_995_200_000,
    });
    assert.equal(forms.INSTANT.parse('1970-01-01T00:00:00.0005Z'), 0.5);
    refuses(forms.INSTANT, [
      '2026-11-23T01:09:51',
      '2026-11-23',
      '2026-11-23T01:09Z',
      '2026-13-01T00:00:00Z',
      '2026-00-01T00:00:00Z',
      '2026-02-29T00:00:00Z',
      '1900-02-29T00:00:00Z',
      '2026-11-31T00:00:00Z',
      '2026-11-23T24:00:00Z',
      '2026-11-23T01:60:00Z',
      '2026-11-23T01:09:61Z',
      '2026-11-23T01:09:51+24:00',
      '2026-11-23T01:09:51+0100',
      '2026-11-23T01:09:51 UTC',
      '1763860191',
      'yesterday',
    ]);
  });

  test('booleans are spelt as YAML 1.2 spells them', () => {
    accepts(forms.BOOLEAN, {true: true, True: true, TRUE: true, false: false, False: false, FALSE: false});
    refuses(forms.BOOLEAN, ['yes', 'no', 'on', 'off', '1', '0', 'tRUE', 'auto']);
    accepts(forms.AUTO_OR_BOOLEAN, {auto: 'auto', true: true, false: false});
  });

  test('one of a few words is taken as written', () => {
    const form = forms.oneOf(['fail', 'warn']);
    accepts(form, {fail: 'fail', warn: 'warn'});
    refuses(form, ['Fail', 'ignore', '', 'constructor', 'toString']);
    assert.equal(form.allowed, 'one of fail, warn');
  });

  test('an endpoint is a plain http URL', () => {
    accepts(forms.ENDPOINT, {
      'https://account.r2.cloudflarestorage.com': 'https://account.r2.cloudflarestorage.com',
      'http://127.0.0.1:9000/': 'http://127.0.0.1:9000',
      'http://[::1]:9000': 'http://[::1]:9000',
      'https://project.supabase.co/storage/v1/s3': 'https://project.supabase.co/storage/v1/s3',
    });
    refuses(forms.ENDPOINT, [
      'minio:9000',
      'ftp://host',
      'https://',
      'https://user:password@host',
      'https://host?x=1',
      'https://host#x',
      'https://ho st',
      'https://host:99999',
    ]);
  });

  test('a customer key is 32 bytes in base64', () => {
    const key = Buffer.alloc(32, 7).toString('base64');
    accepts(forms.SSE_CUSTOMER_KEY, {[key]: key});
    refuses(forms.SSE_CUSTOMER_KEY, [Buffer.alloc(31).toString('base64'), key.slice(0, -1), `${key}=`, 'a'.repeat(44)]);
  });

  test('a credential with a line break or blank in it is refused', () => {
    accepts(forms.CREDENTIAL, {'wJalr/XUt+nFEMI=': 'wJalr/XUt+nFEMI='});
    refuses(forms.CREDENTIAL, ['two words', 'line\nbreak', 'ünïcode', 'x'.repeat(4097)]);
  });

  test('a region, a format name, a prefix and a position hold no control characters and have a limit', () => {
    accepts(forms.REGION, {auto: 'auto', 'eu-central-1': 'eu-central-1'});
    refuses(forms.REGION, ['eu central', 'x'.repeat(64), 'a/b', '.']);
    accepts(forms.FORMAT_NAME, {auto: 'auto', zlayer: 'zlayer', 'litestream-v3': 'litestream-v3'});
    refuses(forms.FORMAT_NAME, ['ZLayer', 'a b', '-x']);
    accepts(forms.PREFIX, {'zlayer/deployments/': 'zlayer/deployments/', ümläut: 'ümläut'});
    refuses(forms.PREFIX, ['a\nb', 'ü'.repeat(513)]);
    accepts(forms.POSITION, {'a/b@c': 'a/b@c'});
    refuses(forms.POSITION, ['a\nb', 'x'.repeat(4097)]);
  });
});
