// How the three versions of LTX keep pages. None of them says which it is (docs/formats/litestream-ltx.md).
import {lz4BlockBound} from './lz4-block.ts';
import {LZ4_FRAME_MAGIC} from './lz4-frame-header.ts';
import {LTX_HEADER_SIZE, LTX_SMALLEST_FILE, type LtxHeader} from './ltx-header.ts';

export type LtxLayout = {
  readonly version: 1 | 2 | 3;
  /** Bytes before a page: its number, and in version 3 the flags that say how it is compressed. */
  readonly pageHeader: 4 | 6;
  readonly pages: 'raw' | 'lz4';
  /** Whether an index of the pages follows them. */
  readonly index: boolean;
};

const LTX_V1: LtxLayout = {version: 1, pageHeader: 4, pages: 'raw', index: false};
const LTX_V2: LtxLayout = {version: 2, pageHeader: 4, pages: 'lz4', index: true};
const LTX_V3: LtxLayout = {version: 3, pageHeader: 6, pages: 'lz4', index: true};

/** Bytes from the file's start that {@link ltxLayout} looks at. Every file is longer. */
export const LTX_LAYOUT_BYTES = LTX_HEADER_SIZE + 10;

/**
 * Tells the versions apart by the first page: in version 2 an LZ4 frame follows the page number; in version 3 one
 * follows the flags 0, or a plausible block size the flags 1. Version 1 keeps pages as they are, so the file's size tells
 * it. What is left is taken for a damaged file of version 3. A wrong guess ends in a wrong file checksum.
 *
 * @param head at least the first {@link LTX_LAYOUT_BYTES} bytes of the file
 * @param size of the file, in bytes
 */
export function ltxLayout(head: Uint8Array, {compressedBody, pageSize}: LtxHeader, size: number): LtxLayout {
  if (compressedBody) return LTX_V1;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const at = LTX_HEADER_SIZE;
  // Without any page: the newest form, which is the only one that Litestream has released.
  if (view.getUint32(at) === 0) return LTX_V3;
  if (view.getUint32(at + 4, true) === LZ4_FRAME_MAGIC) return LTX_V2;
  const flags = view.getUint16(at + 4);
  const field = view.getUint32(at + 6);
  if (flags === 0 && view.getUint32(at + 6, true) === LZ4_FRAME_MAGIC) return LTX_V3;
  if (flags === 1 && field > 0 && field <= lz4BlockBound(pageSize)) return LTX_V3;
  return (size - LTX_SMALLEST_FILE) % (LTX_V1.pageHeader + pageSize) === 0 ? LTX_V1 : LTX_V3;
}
