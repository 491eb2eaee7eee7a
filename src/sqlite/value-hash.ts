// The bytes that values of SQLite are hashed as (table-hash.ts says which), gathered so that few calls reach the hash.
import {createHash} from 'node:crypto';

/** Bytes gathered before they are hashed; a longer text or blob goes to the hash directly. */
const GATHERED = 256 * 1024;
const LONG = 64 * 1024;

const NULL = 0x4e;
const INTEGER = 0x49;
const REAL = 0x52;
const TEXT = 0x54;
const BLOB = 0x42;

export type ValueHash = {
  /** Adds a value as the addon gives it with safe integers; false for a text that may have lost bytes on the way. */
  readonly add: (value: unknown) => boolean;
  /**
   * Adds a value, or the piece of a text or blob that begins at `offset`.
   * @param type as `typeof()` says
   * @param size bytes of the whole text or blob, null for other types
   * @param content a text's as a blob
   * @returns bytes still to come
   */
  readonly addPiece: (type: unknown, size: unknown, content: unknown, offset: number) => number;
  /** SHA-256 in hex. Ends the hash. */
  readonly digest: () => string;
};

export function hashValues(head: string): ValueHash {
  const hash = createHash('sha256').update(head);
  const gathered = Buffer.allocUnsafeSlow(GATHERED);
  const view = new DataView(gathered.buffer, gathered.byteOffset, gathered.length);
  let used = 0;

  function flush(): void {
    hash.update(gathered.subarray(0, used));
    used = 0;
  }

  function letter(type: number, room: number): void {
    if (used + room > GATHERED) flush();
    gathered[used] = type;
    used += 1;
  }

  function length(type: number, bytes: number): void {
    letter(type, 9);
    view.setBigUint64(used, BigInt(bytes));
    used += 8;
  }

  function addBytes(bytes: Buffer): void {
    if (bytes.length > LONG) {
      flush();
      hash.update(bytes);
      return;
    }
    if (used + bytes.length > GATHERED) flush();
    bytes.copy(gathered, used);
    used += bytes.length;
  }

  /** Null, integer or real. */
  function addNumber(value: unknown): void {
    if (value === null) {
      letter(NULL, 1);
    } else if (typeof value === 'bigint') {
      letter(INTEGER, 9);
      view.setBigInt64(used, value);
      used += 8;
    } else if (typeof value === 'number') {
      letter(REAL, 9);
      view.setFloat64(used, value);
      used += 8;
    } else {
      throw new TypeError(`SQLite gave a ${typeof value}`);
    }
  }

  function addText(value: string): void {
    // A character has at most three bytes in UTF-8 (those of four are two here).
    const most = 9 + 3 * value.length;
    if (most > LONG) {
      const bytes = Buffer.from(value);
      length(TEXT, bytes.length);
      addBytes(bytes);
      return;
    }
    letter(TEXT, most);
    const bytes = gathered.write(value, used + 8);
    view.setUint32(used, 0);
    view.setUint32(used + 4, bytes);
    used += 8 + bytes;
  }

  return {
    add(value) {
      if (typeof value === 'string') {
        if (value.includes('\uFFFD')) return false;
        addText(value);
      } else if (Buffer.isBuffer(value)) {
        length(BLOB, value.length);
        addBytes(value);
      } else {
        addNumber(value);
      }
      return true;
    },
    addPiece(type, size, content, offset) {
      if (type !== 'text' && type !== 'blob') {
        addNumber(content);
        return 0;
      }
      // substr() of nothing is NULL.
      const bytes = size === 0n ? Buffer.alloc(0) : content;
      if (typeof size !== 'bigint' || !Buffer.isBuffer(bytes)) throw new TypeError(`SQLite gave a ${typeof content}`);
      if (offset === 0) length(type === 'text' ? TEXT : BLOB, Number(size));
      addBytes(bytes);
      const left = Number(size) - offset - bytes.length;
      if (left < 0 || (left > 0 && bytes.length === 0)) throw new TypeError('SQLite gave a piece of another length');
      return left;
    },
    digest() {
      flush();
      return hash.digest('hex');
    },
  };
}
