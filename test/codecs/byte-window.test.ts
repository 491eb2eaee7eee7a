import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {ByteWindow} from '../../src/codecs/byte-window.ts';
import {seeded} from '../models/random.ts';
import {mixedBytes} from './samples.ts';

const CONTENT = mixedBytes(300_000);

/** Chunks of all sizes, each in the same memory, which is spoilt before the next one. */
async function* chunks(seed: number): AsyncGenerator<Uint8Array, void> {
  const random = seeded(seed);
  const memory = new Uint8Array(80_000);
  for (let at = 0; at < CONTENT.length;) {
    const size = Math.min(CONTENT.length - at, random.between(0, memory.length));
    memory.set(CONTENT.subarray(at, at + size));
    yield memory.subarray(0, size);
    memory.fill(0xee);
    at += size;
  }
}

suite('A window whose memory is used again', () => {
  test('gives the stream’s bytes, whatever is asked for at once', async () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const random = seeded(seed);
      const window = new ByteWindow(chunks(seed));
      window.reuseMemory();
      const seen: Buffer[] = [];
      while (await window.fill(1)) {
        const wanted = random.between(1, 100_000);
        const enough = await window.fill(wanted);
        const taken = enough ? wanted : window.length;
        assert.ok(taken <= window.length);
        seen.push(Buffer.from(window.bytes.subarray(window.start, window.start + taken)));
        window.skip(taken);
      }
      assert.ok(Buffer.concat(seen).equals(CONTENT));
      assert.equal(window.position, CONTENT.length);
    }
  });

  test('begins to use it in the middle of a stream, with what it already has', async () => {
    async function* parts(): AsyncGenerator<Uint8Array, void> {
      for (let at = 0; at < CONTENT.length; at += 1000) yield CONTENT.subarray(at, at + 1000);
    }
    const window = new ByteWindow(parts());
    await window.fill(1500);
    window.skip(300);
    window.reuseMemory();
    assert.equal(await window.fill(250_000), true);
    assert.ok(Buffer.from(window.bytes.subarray(window.start, window.end)).equals(CONTENT.subarray(300, 251_000)));
    const {bytes} = window;
    window.skip(window.length - 10);
    await window.fill(20);
    assert.equal(window.bytes.buffer, bytes.buffer, 'no new memory');
  });
});
