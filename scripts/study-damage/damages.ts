// What happens to the objects of a bucket: one random damage of each kind, the same for the same seed.
import type {Bucket, StoredObject} from '../../test/models/memory-store.ts';
import type {Random} from '../../test/models/random.ts';

export type Damaged = {
  readonly bucket: Bucket;
  /** Keys whose content is not what it was, or that were not there. */
  readonly changed: readonly string[];
  /** Keys that are not there any more. */
  readonly gone: readonly string[];
  /** For people: what was done to which object. */
  readonly done: string;
};

type Damage = (bucket: Bucket, random: Random) => Damaged;

/** Objects missing side by side, at most. */
const MOST_MISSING = 5;

export const DAMAGES: Readonly<Record<string, Damage>> = {
  missing: (bucket, random) => without(bucket, [pick(bucket, random).key]),
  'several missing': (bucket, random) => {
    const keys = [...bucket.keys()].toSorted();
    const first = random.below(keys.length);
    return without(bucket, keys.slice(first, first + random.between(2, MOST_MISSING)));
  },
  'end of a WAL or a level missing': (bucket, random) => {
    const start = beginningOf(pick(bucket, random).key);
    const own = [...bucket.keys()].filter(key => beginningOf(key) === start).toSorted();
    return without(bucket, own.slice(-random.between(1, MOST_MISSING)));
  },
  'newest missing': (bucket, random) => {
    const keys = byTime(bucket).map(({key}) => key);
    return without(bucket, keys.slice(-random.between(1, MOST_MISSING)));
  },
  cut: (bucket, random) => {
    const {key, bytes} = pick(bucket, random);
    const length = random.between(1, Math.max(1, bytes.length - 1));
    return put(
      bucket,
      {[key]: bytes.subarray(0, length)},
      undefined,
      `${key} cut to ${length} of ${bytes.length} bytes`,
    );
  },
  flipped: (bucket, random) => {
    const {key, bytes} = pick(bucket, random);
    const copy = Buffer.from(bytes);
    const at = random.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    return put(bucket, {[key]: copy}, undefined, `a bit of byte ${at} of ${bytes.length} flipped in ${key}`);
  },
  emptied: (bucket, random) => {
    const {key} = pick(bucket, random);
    return put(bucket, {[key]: Buffer.alloc(0)}, undefined, `${key} emptied`);
  },
  swapped: (bucket, random) => {
    const [one, other] = [pick(bucket, random), pick(bucket, random)];
    const time = storedAgain(bucket, random);
    return put(bucket, {[one.key]: other.bytes, [other.key]: one.bytes}, time, `${one.key} and ${other.key} swapped`);
  },
  'replaced by an older one': (bucket, random) => {
    const {key, lastModified} = pick(bucket, random);
    const older = byTime(bucket).filter(object => object.key !== key && object.lastModified <= lastModified);
    const alike = older.filter(object => folderOf(object.key) === folderOf(key));
    const from = anyOf(alike.length > 0 ? alike : older, random) ?? pick(bucket, random);
    return put(bucket, {[key]: from.bytes}, storedAgain(bucket, random), `${key} replaced by ${from.key}`);
  },
  'duplicated under a neighbouring name': (bucket, random) => {
    const {key, bytes, lastModified} = pick(bucket, random);
    const to = neighbour(key, random);
    const time = storedAgain(bucket, random) ?? bucket.get(to)?.lastModified ?? lastModified;
    return put(bucket, {[to]: bytes}, time, `${key} copied to ${to}`);
  },
};

function without(bucket: Bucket, gone: readonly string[]): Damaged {
  const left = new Map([...bucket].filter(([key]) => !gone.includes(key)));
  return {bucket: left, changed: [], gone, done: `missing: ${gone.join(' ')}`};
}

/** @param time when the new content was stored; absent: the store does not know that anything happened */
function put(
  bucket: Bucket,
  contents: Readonly<Record<string, Buffer>>,
  time: number | undefined,
  done: string,
): Damaged {
  const copy = new Map(bucket);
  const changed: string[] = [];
  for (const [key, bytes] of Object.entries(contents)) {
    const old = bucket.get(key);
    if (old?.bytes.equals(bytes) === true) continue;
    changed.push(key);
    copy.set(key, {key, bytes, lastModified: time ?? old?.lastModified ?? newestTime(bucket)});
  }
  const again = time !== undefined && time > newestTime(bucket);
  return {bucket: copy, changed, gone: [], done: again ? `${done}, stored after everything else` : done};
}

/** Half of the wrong uploads have kept the times of the right ones, as a copied bucket may. */
function storedAgain(bucket: Bucket, random: Random): number | undefined {
  return random.chance(0.5) ? newestTime(bucket) + 10_000 : undefined;
}

function newestTime(bucket: Bucket): number {
  return Math.max(...[...bucket.values()].map(({lastModified}) => lastModified));
}

function byTime(bucket: Bucket): readonly StoredObject[] {
  return [...bucket.values()].toSorted((a, b) => a.lastModified - b.lastModified || (a.key < b.key ? -1 : 1));
}

/** Every other time one of its rarer kind: a folder has hundreds of segments beside two snapshots. */
function pick(bucket: Bucket, random: Random): StoredObject {
  const objects = [...bucket.values()];
  const folders = [...new Set(objects.map(({key}) => folderOf(key)))];
  const folder = anyOf(folders, random);
  const own = random.chance(0.5) ? objects : objects.filter(({key}) => folderOf(key) === folder);
  const found = anyOf(own, random);
  if (found === undefined) throw new Error('The bucket is empty');
  return found;
}

function anyOf<Value>(values: readonly Value[], random: Random): Value | undefined {
  return values[random.below(values.length)];
}

function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/'));
}

/** What the keys of one WAL (0.3) or of one level (0.5) have in common. */
function beginningOf(key: string): string {
  return key.slice(0, 1 + Math.max(key.lastIndexOf('/'), key.lastIndexOf('_')));
}

/** The same key with one of its hex numbers a little higher or lower. */
function neighbour(key: string, random: Random): string {
  const numbers = [...key.matchAll(/(?<![0-9a-f])(?:[0-9a-f]{16}|[0-9a-f]{8}|\d{4})(?![0-9a-f])/g)];
  // A generation's name is no number.
  const own = numbers.filter(({index}) => !key.slice(0, index).endsWith('generations/'));
  const match = anyOf(own, random);
  if (match === undefined) return `${key}.copy`;
  const {0: digits, index} = match;
  const by = random.pick([1, 1, 2, 3, -1, 4120]);
  const number = Math.max(0, Number.parseInt(digits, 16) + by);
  return `${key.slice(0, index)}${number.toString(16).padStart(digits.length, '0')}${key.slice(index + digits.length)}`;
}
