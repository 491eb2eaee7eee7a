import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import fc from 'fast-check';
import {canonicalHash, canonicalJson} from '../../src/evidence/canonical.ts';

/** The same value with the keys of every object in another order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, field]) => [key, reversed(field)]),
  );
}

suite('canonical JSON', () => {
  test('sorts keys by their UTF-16 code units, as RFC 8785 section 3.2.3 does in its example', () => {
    const value = {
      '\u20ac': 'Euro',
      '\r': 'CR',
      '1': 'One',
      '\u0080': 'C1',
      '\u00f6': 'o',
      '\ud83d\ude02': 'joy',
      '</': 1,
    };
    assert.deepEqual(Object.keys(JSON.parse(canonicalJson(value)) as object).slice(1), [
      '\r',
      '</',
      '\u0080',
      '\u00f6',
      '\u20ac',
      '\ud83d\ude02',
    ]);
    assert.equal(canonicalJson({b: [1, {d: null, c: true}], a: 'x'}), '{"a":"x","b":[1,{"c":true,"d":null}]}');
  });

  test('says the same of a value whatever the order of its keys, and means that value', () => {
    const values = fc.jsonValue({stringUnit: 'binary'});
    fc.assert(
      fc.property(values, value => {
        assert.equal(canonicalJson(value), canonicalJson(reversed(value)));
        assert.equal(JSON.stringify(JSON.parse(canonicalJson(value))).length, JSON.stringify(value).length);
      }),
    );
  });

  test('has the hash that other programs compute', () => {
    // printf '{"a":"x","b":[1,null]}' | sha256sum
    assert.equal(
      canonicalHash({b: [1, null], a: 'x', left: undefined}),
      'a8d71f64d3dc772b9eb4e657b383397a3aadf01d32947e3bc05925eaf48e41bf',
    );
  });
});
