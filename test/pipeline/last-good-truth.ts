// The newest restore point that passes, by trying every one: what the search for it is held against.
import assert from 'node:assert/strict';
import {NO_CHECKS} from '../../src/checks/defaults.ts';
import type {RestoreRequest} from '../../src/request.ts';
import type {LastGood} from '../../src/result.ts';
import {listedPoints} from '../formats/listed-points.ts';
import {litestreamCases} from '../formats/litestream-corpus.ts';
import {corpusCases} from '../formats/zlayer-corpus.ts';
import type {Bucket, StoredObject} from '../models/memory-store.ts';
import {restoreInMemory} from '../models/restore-in-memory.ts';

export type Backup = {readonly name: string; readonly prefix: string; readonly bucket: Bucket};

/** Every backup in a folder of fixtures of one format. */
export function backupsIn(format: string, folder: string): readonly Backup[] {
  if (format === 'zlayer') {
    return corpusCases(folder).map(({name, truth, bucket}) => ({name, prefix: truth.prefix, bucket: bucket()}));
  }
  return litestreamCases(folder).map(({name, bucket}) => ({name, prefix: '', bucket}));
}

export type Demand = Partial<Pick<RestoreRequest, 'checks' | 'allowEmpty' | 'onInconclusive'>>;

/** Room for a search that is exact whatever it meets. */
export const AMPLE = {restores: 1_000, time: 600_000};

/** Only states whose number, which the fixtures' writers kept in the data, leaves no rest. */
export function multiplesOf(divisor: number): Demand {
  const sql = `SELECT n % ${divisor} FROM marker`;
  const query = {name: `a multiple of ${divisor}`, sql, expect: {is: 'equals', value: 0}, showRows: 0} as const;
  return {checks: {...NO_CHECKS, queries: [query], lastGood: AMPLE}};
}

export type Compared = {
  /** Absent where the newest state passed, or where its failure says nothing of one point. */
  readonly lastGood: LastGood | undefined;
  /** Position; undefined when no point passes. */
  readonly truth: string | undefined;
  /** Restores that trying the points one after the other takes. */
  readonly tried: number;
};

/** The search's answer and the truth. */
export async function compare({bucket, prefix}: Omit<Backup, 'name'>, demand: Demand = {}): Promise<Compared> {
  const location = {kind: 'directory', path: '/', prefix} as const;
  const asked = {allowEmpty: false, checks: {...NO_CHECKS, lastGood: AMPLE}, ...demand, location};
  const {result} = await restoreInMemory(bucket, {...asked, lastGood: 'report'});
  assert.equal(result.restored, result.error === undefined);
  const {lastGood} = result;
  if (lastGood === undefined) return {lastGood, truth: undefined, tried: 0};
  const {points} = await listedPoints(bucket, prefix);
  let tried = 0;
  for (const {position} of points) {
    if (position === result.plan?.point.position) continue;
    tried += 1;
    const {result: one} = await restoreInMemory(bucket, {...asked, position, ifExists: 'replace'});
    if (one.error === undefined && one.plan?.point.position === position) return {lastGood, truth: position, tried};
  }
  return {lastGood, truth: undefined, tried};
}

export type Harm = 'flip' | 'cut' | 'remove';

/** A copy of the bucket in which one object is damaged in the middle, cut there, or not there. */
export function harmed(bucket: Bucket, key: string, harm: Harm): Bucket {
  const copy = new Map(bucket);
  const object = copy.get(key);
  assert.ok(object !== undefined, key);
  const {bytes} = object;
  const put = (changed: StoredObject): void => void copy.set(key, changed);
  if (harm === 'remove') copy.delete(key);
  else if (harm === 'cut') put({...object, bytes: bytes.subarray(0, bytes.length >>> 1)});
  else {
    const changed = Buffer.from(bytes);
    const at = changed.length >>> 1;
    if (at < changed.length) changed.writeUInt8(changed.readUInt8(at) ^ 0x10, at);
    put({...object, bytes: changed});
  }
  return copy;
}

/** Fails unless the search found exactly the newest point that passes. */
export function assertExact({lastGood, truth}: Compared, name: string): void {
  assert.ok(lastGood !== undefined, `${name}: there was no search`);
  assert.equal(lastGood.point?.position, truth, name);
  assert.equal(lastGood.exact, true, name);
}
