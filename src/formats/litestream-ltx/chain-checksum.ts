// The rolling checksum of the database, where files track it: it ties the chain's files together, and to its result.
// Litestream itself never tracks it.
import {DatabaseChecksum} from '../../codecs/ltx-checksum.ts';
import {hex64, type LtxHeader} from '../../codecs/ltx-header.ts';
import type {LtxEnd, LtxRun} from '../../codecs/ltx.ts';
import {PageSet} from '../../engine/page-set.ts';
import {RestoreError} from '../../errors.ts';

/** What the checksum needs to know of a file. `key` names it in errors. */
export type ChainLink = {readonly key: string; readonly min: number; readonly max: number; readonly header: LtxHeader};

/**
 * Watches the files of a chain go by, newest first, as the overlay reads them. A page counts where it is met first, and
 * only while it is within the size of every newer file: just as the overlay takes it.
 */
export class ChainChecksum {
  readonly #links: readonly ChainLink[];
  #seen = new PageSet();
  #sum = new DatabaseChecksum();
  #limit = Number.POSITIVE_INFINITY;
  /** The link that must come next; -1 when the order was left, so that the sum means nothing. */
  #expected = -1;
  #final = 0n;

  constructor(links: readonly ChainLink[]) {
    this.#links = links;
  }

  begin(index: number): void {
    if (index === this.#links.length - 1) {
      this.#seen = new PageSet();
      this.#sum = new DatabaseChecksum();
      this.#limit = Number.POSITIVE_INFINITY;
      this.#expected = index;
    }
    const header = this.#links[index]?.header;
    if (header !== undefined && this.#counts(index)) this.#limit = Math.min(this.#limit, header.commit);
  }

  #counts(index: number): boolean {
    return this.#expected === index && this.#links.at(-1)?.header.tracksChecksum === true;
  }

  run(index: number, {first, data, pageSize}: LtxRun): void {
    if (!this.#counts(index)) return;
    for (let at = 0, page = first; at < data.length && page <= this.#limit; at += pageSize, page += 1) {
      if (this.#seen.add(page)) this.#sum.add(page, data, at, pageSize);
    }
  }

  /** @throws RestoreError `checksum` when the file does not follow from the one before it, or the result is another */
  end(index: number, {header, postApply}: LtxEnd): void {
    const next = this.#links[index + 1];
    const link = this.#links[index];
    // Files that overlap begin from another state than the one that this file leaves.
    if (next !== undefined && next.min === header.maxTxid + 1 && next.header.tracksChecksum && header.tracksChecksum) {
      requireEqual('The database before this LTX file is not the one that it was made for', next, postApply);
    }
    if (!this.#counts(index)) {
      this.#expected = -1;
      return;
    }
    if (index === this.#links.length - 1) this.#final = postApply;
    this.#expected = index - 1;
    if (index > 0 || link === undefined || this.#sum.value === this.#final) return;
    throw new RestoreError('checksum', {
      what: 'The restored pages do not have the checksum that the newest LTX file tells',
      where: link.key,
      together: true,
      expected: hex64(this.#final),
      found: hex64(this.#sum.value),
    });
  }
}

function requireEqual(what: string, {key, header}: ChainLink, found: bigint): void {
  if (header.preApply === found) return;
  throw new RestoreError('checksum', {what, where: key, expected: hex64(header.preApply), found: hex64(found)});
}
