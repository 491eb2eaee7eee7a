// The checksums of LTX files (github.com/superfly/ltx, checksum.go): CRC-64/GO-ISO with the top bit set.
import {Crc64} from './crc64.ts';
import {LTX_CHECKSUM_FLAG} from './ltx-header.ts';

/** A CRC-64 as LTX stores it. */
export function ltxChecksum(crc: Crc64): bigint {
  return LTX_CHECKSUM_FLAG | (BigInt(crc.high) << 32n) | BigInt(crc.low);
}

/**
 * The rolling checksum of a database: its pages' checksums combined by exclusive or, so that their order does not matter
 * and a replaced page can be taken out again. The lock-byte page does not count.
 */
export class DatabaseChecksum {
  readonly #crc = new Crc64();
  readonly #number = new DataView(new ArrayBuffer(4));
  readonly #numberBytes = new Uint8Array(this.#number.buffer);
  #high = 0;
  #low = 0;
  #any = false;

  /** @param at where the page begins in `data` */
  add(page: number, data: Uint8Array, at: number, pageSize: number): void {
    this.#number.setUint32(0, page);
    const crc = this.#crc
      .reset()
      .update(this.#numberBytes)
      .update(data, at, at + pageSize);
    this.#high ^= crc.high;
    this.#low ^= crc.low;
    this.#any = true;
  }

  get value(): bigint {
    if (!this.#any) return 0n;
    return LTX_CHECKSUM_FLAG | (BigInt(this.#high >>> 0) << 32n) | BigInt(this.#low >>> 0);
  }
}
