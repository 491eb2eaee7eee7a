// The salts of consecutive WALs. When SQLite restarts a WAL it adds one to salt-1 (sqlite3.c, walRestartHdr); a WAL file
// that is made anew gets two random salts. So a step of one shows a direct successor, and the same salts show a copy.
import {RestoreError} from '../../errors.ts';
import {type Head} from './heads.ts';
import {hex8} from './keys.ts';

/** Steps up to this are counted; by chance a random salt comes that near once in some 65,000 times. */
const NEAR = 65_536;

/** What two neighbours show that does not stop a restore: a sentence, and the gap where one is likely. */
export type SaltDoubt = {readonly sentence: string; readonly gap: string | undefined};

/**
 * @param heads of consecutive indexes
 * @throws nothing: a fault is returned with the key it belongs to
 */
export function faultOfHeads(heads: readonly Head[]): {readonly key: string; readonly fault: RestoreError} | undefined {
  const seen = new Map<string, Head>();
  const [first] = heads;
  for (const head of heads) {
    const {key} = head.segment.object;
    const {salt1, salt2, pageSize} = head.header;
    const salts = `${hex8(salt1)} ${hex8(salt2)}`;
    const same = seen.get(salts);
    seen.set(salts, head);
    if (first !== undefined && pageSize !== first.header.pageSize) {
      const numbers = {expected: first.header.pageSize, found: pageSize};
      return {
        key,
        fault: new RestoreError('format', {
          what: 'The WAL has another page size than the ones before it',
          where: key,
          ...numbers,
        }),
      };
    }
    if (same !== undefined) {
      const what = `The WAL of index ${hex8(head.segment.index)} is that of index ${hex8(same.segment.index)} under another name`;
      return {key, fault: new RestoreError('format', {what, where: key, expected: 'salts of its own', found: salts})};
    }
  }
  for (const [at, head] of heads.entries()) {
    const before = heads[at - 1];
    const step = before === undefined ? 1 : stepOf(before, head);
    if (before === undefined || step <= 2 ** 32 - NEAR) continue;
    const {key} = head.segment.object;
    const what = `The WAL of index ${hex8(head.segment.index)} is older than that of index ${hex8(before.segment.index)}`;
    const numbers = {expected: `salt-1 ${hex8((before.header.salt1 + 1) >>> 0)}`, found: hex8(head.header.salt1)};
    return {key, fault: new RestoreError('format', {what, where: key, ...numbers})};
  }
  return undefined;
}

export function saltDoubts(heads: readonly Head[]): readonly SaltDoubt[] {
  return heads.flatMap((head, at): readonly SaltDoubt[] => {
    const before = heads[at - 1];
    const step = before === undefined ? 1 : stepOf(before, head);
    if (before === undefined || step === 1) return [];
    const [from, to] = [before, head].map(({segment}) => hex8(segment.index));
    if (step < NEAR) {
      const gap = `salt step of ${step} between WAL indexes ${from} and ${to}`;
      return [
        {
          sentence: `SQLite restarted the WAL ${step} times between indexes ${from} and ${to}: what was in between is not here.`,
          gap,
        },
      ];
    }
    return [
      {
        sentence: `The salts of WAL index ${to} do not continue those of index ${from}: the WAL file was made anew, or one of the two is of another history.`,
        gap: undefined,
      },
    ];
  });
}

function stepOf(before: Head, head: Head): number {
  return (head.header.salt1 - before.header.salt1) >>> 0;
}
