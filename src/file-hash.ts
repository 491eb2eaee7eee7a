import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';

/** SHA-256 of a file, in hex. */
export async function sha256OfFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, {highWaterMark: 1024 * 1024, signal})) {
    // A stream without an encoding gives Buffers only.
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
