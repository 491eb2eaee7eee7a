// Reads all captures, a few at a time, into the archive.
import type {Archive} from './archive.ts';
import {CaptureReader, type Capture} from './capture.ts';
import type {CaptureObject} from './keys.ts';
import {contentOf, damageOf, type ReadContext} from './stored-bytes.ts';

/** Captures under way at once: small objects wait for the network far longer than for the parser. */
const AT_ONCE = 8;

/**
 * Reads captures in the order given; the result is in that order, too. A damaged object gives what was read before the
 * damage showed.
 * @param maxBytes the most that one capture may expand to
 * @throws RestoreError of the network, the disk, `limit`, `gone`, `changed`; the signal's reason
 */
export async function readCaptures(
  objects: readonly CaptureObject[],
  archive: Archive,
  maxBytes: number,
  context: ReadContext,
): Promise<readonly Capture[]> {
  const captures: (Capture | undefined)[] = objects.map(() => undefined);
  const failed = new AbortController();
  const signal = AbortSignal.any([context.signal, failed.signal]);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < objects.length; index = next++) {
      const object = objects[index];
      if (object === undefined) return;
      signal.throwIfAborted();
      captures[index] = await readCapture(object, archive, maxBytes, {...context, signal});
    }
  };
  const workers = Array.from({length: Math.min(AT_ONCE, objects.length)}, async () => {
    try {
      await work();
    } catch (error) {
      // The first failure ends the others; what they throw then says nothing new.
      if (!failed.signal.aborted) failed.abort(error);
      throw error;
    }
  });
  await Promise.allSettled(workers);
  context.signal.throwIfAborted();
  failed.signal.throwIfAborted();
  return captures.filter(capture => capture !== undefined);
}

async function readCapture(
  object: CaptureObject,
  archive: Archive,
  maxBytes: number,
  context: ReadContext,
): Promise<Capture> {
  const first = await tryToRead(object, archive, maxBytes, context, false);
  if (first.damage === undefined) return first;
  // Once more, in small pieces: every frame before the damage counts.
  return tryToRead(object, archive, maxBytes, {...context, progress: () => {}}, true);
}

async function tryToRead(
  object: CaptureObject,
  archive: Archive,
  maxBytes: number,
  context: ReadContext,
  isDamaged: boolean,
): Promise<Capture> {
  const reader = new CaptureReader(object, archive);
  try {
    for await (const chunk of contentOf(object.object, maxBytes, context, isDamaged)) reader.feed(chunk);
  } catch (error) {
    const damage = damageOf(error);
    if (damage === undefined) throw error;
    return reader.finish(damage);
  }
  return reader.finish(undefined);
}
