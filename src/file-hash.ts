import {createHash} from 'node:crypto';
import {open} from 'node:fs/promises';

/** Bytes. One buffer for the whole file: a stream's would be garbage by the dozen while a check needs the memory. */
const AT_ONCE = 1024 * 1024;

/** SHA-256 of a file, in hex. */
export async function sha256OfFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafeSlow(AT_ONCE);
    for (;;) {
      signal.throwIfAborted();
      const {bytesRead} = await file.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
