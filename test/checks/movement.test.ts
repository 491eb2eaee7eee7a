import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {movementOf} from '../../src/checks/movement.ts';
import type {LayerFacts} from '../../src/engine/layer.ts';
import type {ObjectInfo} from '../../src/storage/store.ts';
import {DAY, hashOf, LAST_NIGHT, runOf} from './past-runs.ts';

/** An object of that many nights ago; the tag stands for its bytes. */
function stored(night: number, etag: string, size = 1000): ObjectInfo {
  return {key: `app-${night}.db`, size, lastModified: LAST_NIGHT - night * DAY, etag};
}

function layer(kind: LayerFacts['kind'], object: ObjectInfo): LayerFacts {
  return {label: '', kind, objects: [object], frames: 0};
}

const SHA = hashOf('a');

const nights = (time: number | undefined) => (time === undefined ? undefined : (LAST_NIGHT - time) / DAY);

suite('what shows that the data moves', () => {
  test('an increment at the end of the plan, not an image', () => {
    const [image, wal] = [stored(1, 'image'), stored(0, 'wal')];
    const ends = (...layers: readonly LayerFacts[]) => movementOf({layers}, [image, wal], SHA, []).endsInIncrement;
    assert.equal(ends(layer('snapshot', image)), false);
    assert.equal(ends(layer('snapshot', image), layer('wal', wal)), true);
    assert.equal(ends(layer('snapshot', image), layer('ltx', wal)), true);
    assert.equal(ends(), false);
  });

  test('the earlier run that restored something else, and since when it is the same', () => {
    const image = stored(0, 'image');
    const moved = (...hashes: readonly string[]) => {
      const runs = hashes.map((sha256, index) => runOf(hashes.length - index, {sha256}));
      const {sameSince, changedAfter} = movementOf({layers: [layer('snapshot', image)]}, [image], SHA, runs);
      return {same: nights(sameSince), changed: nights(changedAfter)};
    };
    const [a, b] = [SHA, hashOf('b')];
    assert.deepEqual(moved(), {same: undefined, changed: undefined});
    assert.deepEqual(moved(b, b), {same: undefined, changed: 1});
    assert.deepEqual(moved(a, a), {same: 2, changed: undefined});
    assert.deepEqual(moved(b, a, a), {same: 2, changed: 3});
    assert.deepEqual(moved(a, b, a), {same: 1, changed: 2});
  });

  test('images in the bucket that are the same bytes show since when on a first run', () => {
    const objects = [stored(6, 'other'), stored(3, 'same'), stored(2, 'same'), stored(0, 'same')];
    const image = objects[3] ?? assert.fail();
    const movement = movementOf({layers: [layer('snapshot', image)]}, objects, SHA, []);
    assert.equal(movement.sameSince, LAST_NIGHT - 3 * DAY);
    assert.equal(movement.newestStored, LAST_NIGHT);
  });

  test('equal images say nothing where increments follow them, or where their sizes differ', () => {
    const objects = [stored(4, 'wal'), stored(3, 'same'), stored(2, 'same', 999), stored(1, 'same'), stored(0, 'wal')];
    const [, , , image, wal] = objects;
    assert.ok(image !== undefined && wal !== undefined);
    const followed = movementOf({layers: [layer('snapshot', image), layer('wal', wal)]}, objects, SHA, []);
    assert.equal(followed.sameSince, undefined);
    const alone = movementOf({layers: [layer('snapshot', image)]}, objects.slice(2), SHA, []);
    assert.equal(alone.sameSince, undefined);
  });
});
