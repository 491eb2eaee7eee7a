// The chunks of a body as they arrive.
import assert from 'node:assert/strict';
import {PassThrough, Readable} from 'node:stream';
import {describe, it} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {arriving} from '../../src/storage/arriving.ts';
import {collect} from './reading.ts';

const CHUNK = Buffer.alloc(64 * 1024, 7);

describe('a body', () => {
  it('is given chunk by chunk, in its order', async () => {
    const chunks = [Buffer.from('one'), Buffer.from('two'), Buffer.from('three')];
    const found: Uint8Array[] = [];
    for await (const chunk of arriving(Readable.from(chunks, {objectMode: false}))) found.push(chunk);
    assert.deepEqual(found, chunks);
  });

  it('that is empty has no chunks', async () => {
    assert.equal((await collect(arriving(Readable.from([])))).length, 0);
  });

  it('waits for its reader with no more than a few hundred kilobytes in memory, and then goes on', async () => {
    let sent = 0;
    const endless = new Readable({
      read() {
        sent += 1;
        this.push(sent <= 1000 ? CHUNK : null);
      },
    });
    const body = arriving(endless);
    await body.next();
    for (let turn = 0; turn < 50; turn += 1) await setImmediate();
    assert.ok(sent <= 12, `${sent} chunks were read ahead`);
    assert.equal((await collect(body)).length, 999 * CHUNK.length);
  });

  it('that fails gives what came before it, and then the failure', async () => {
    const stream = new PassThrough();
    const body = arriving(stream);
    stream.write('some');
    assert.deepEqual(await body.next(), {done: false, value: Buffer.from('some')});
    const next = body.next();
    stream.destroy(new Error('reset'));
    await assert.rejects(next, /reset/);
  });

  it('that is closed before its end is a failure, also when nobody had begun to read', async () => {
    const early = new PassThrough();
    const reading = collect(arriving(early));
    early.destroy();
    await assert.rejects(reading, /closed before/);
    const unread = new PassThrough().destroy();
    await assert.rejects(collect(arriving(unread)), /closed before/);
  });
});
