// One object that holds a whole database: plain, gzip or zstd. What most cron jobs, rqlite and `sqlite3 .backup` make.
// docs/formats/object.md says how the object is chosen and what is refused.
import {createHash} from 'node:crypto';
import {RestoreError} from '../../errors.ts';
import {readAhead} from '../../storage/parallel.ts';
import type {ObjectInfo, ObjectStore} from '../../storage/store.ts';
import {lookBeside} from './beside.ts';
import {readDigests} from './checksums.ts';
import {choose, iso, type Candidate} from './choice.ts';
import {pagesOf, readHeader} from './image.ts';
import {folderOf, roleOf, withoutWrappings} from './names.ts';
import {doubtsOf, makePlan, type Found} from './plan.ts';
import {restorePointsOfObject} from './restore-points.ts';
import {groupBySeries, type Series} from './series.ts';
import {readHead, refusalOf} from './sniff.ts';
import type {BackupFormat, DetectedBackup, PlanRequest, RestorePlan} from '../format.ts';

export const objectFormat: BackupFormat = {
  name: 'object',
  detect(listing) {
    const all = groupBySeries(listing);
    const places = new Map(listing.objects.map(({key}, place) => [key, place]));
    const owners = folderOwners(all);
    return all.map(series => {
      const own = [...series.members, ...series.companions, ...series.pointers, ...series.checksums];
      return {
        prefix: all.length === 1 ? listing.prefix : narrowPrefix(series, owners),
        objects: own.toSorted((a, b) => (places.get(a.key) ?? 0) - (places.get(b.key) ?? 0)),
        description: describe(series),
      };
    });
  },
  plan,
  restorePoints: restorePointsOfObject,
};

function describe({members, name}: Series): string {
  if (members.length === 0) return `only side files of a database, ${name}`;
  return `${members.length} ${members.length === 1 ? 'object' : 'objects'}, ${name}`;
}

/** For every folder the one series that lies in it, or `many`. */
function folderOwners(all: readonly Series[]): ReadonlyMap<string, Series | 'many'> {
  const owners = new Map<string, Series | 'many'>();
  for (const series of all) {
    for (const {key} of [...series.members, ...series.companions]) {
      for (let folder = folderOf(key); folder !== ''; folder = folderOf(folder.slice(0, -1))) {
        if ((owners.get(folder) ?? series) === series) owners.set(folder, series);
        else owners.set(folder, 'many');
      }
    }
  }
  return owners;
}

/** The folder that holds this series alone, else the key of its last written object. */
function narrowPrefix(series: Series, owners: ReadonlyMap<string, Series | 'many'>): string {
  const objects = [...series.members, ...series.companions];
  const [first, ...rest] = objects.map(({key}) => folderOf(key));
  let folder = first ?? '';
  while (folder !== '' && !rest.every(other => other.startsWith(folder))) folder = folderOf(folder.slice(0, -1));
  if (owners.get(folder) === series) return folder;
  return objects.toSorted((a, b) => b.lastModified - a.lastModified)[0]?.key ?? folder;
}

async function plan(request: PlanRequest): Promise<RestorePlan> {
  const {backup, listing, target, excluded, decrypt} = request;
  const series = groupBySeries({prefix: listing.prefix, objects: backup.objects})[0];
  if (series === undefined || series.members.length === 0) throw sideFilesOnly(backup);
  const choice = choose(series.members, listing.prefix, target);
  const usable = choice.ranked.filter(({object: {key}}) => !excluded.has(key));
  const [newest] = usable;
  if (newest === undefined) throw nothingLeft(choice.ranked, excluded);
  await rejectNewerPointer(newest.object, series.pointers, request);
  for (const chosen of usable) {
    const found = await lookAt(chosen, series, request);
    const doubts = doubtsOf(chosen, choice, found);
    // `proven` passes over doubtful objects, but never over what only the choice itself makes doubtful.
    if (target.prefer === 'proven' && doubts.length > 0) {
      if (choice.doubt === undefined && chosen !== usable.at(-1)) continue;
      throw new RestoreError('not-proven', {
        what: 'No object of this backup is proven',
        where: chosen.object.key,
        found: doubts[0]?.text,
      });
    }
    return makePlan({chosen, choice, usable, found, doubts, orphans: orphansOf(series), excluded, decrypt});
  }
  throw nothingLeft(choice.ranked, excluded);
}

/** Reads what is needed to know that the chosen object can be restored. */
async function lookAt({object: chosen}: Candidate, series: Series, request: PlanRequest): Promise<Found> {
  const {store, decrypt, signal, maxDatabaseSize, progress} = request;
  const beside = await lookBeside(chosen, series.companions, store, signal);
  const head = await readHead(store, chosen, decrypt, signal);
  progress(head.stored.length);
  if (head.kind !== 'sqlite') throw refusalOf(head, chosen);
  const header = readHeader(head.content, chosen.key, maxDatabaseSize);
  if (head.plain && chosen.size < header.pages * header.pageSize) pagesOf(header, chosen.size, chosen.key);
  const digests = await readDigests(store, chosen, series.checksums, signal);
  return {head, walMode: header.readVersion === 2, beside, digests};
}

/** `-wal` and `-journal` objects with something in them whose database is not among the members. */
function orphansOf({members, companions}: Series): readonly ObjectInfo[] {
  const keys = new Set(members.flatMap(({key}) => [key, withoutWrappings(key)]));
  return companions.filter(({key, size}) => {
    const role = roleOf(key);
    return size > 0 && (role.kind === 'wal' || role.kind === 'journal') && !keys.has(role.of);
  });
}

function sideFilesOnly({objects}: DetectedBackup): RestoreError {
  return new RestoreError('wal-only', {
    what: 'Only side files of a database are here, not the database that they belong to',
    where: objects[0]?.key,
    todo: 'A restore needs the database file itself; back it up with .backup or VACUUM INTO.',
  });
}

function nothingLeft(ranked: readonly Candidate[], excluded: ReadonlyMap<string, string>): RestoreError {
  const [first] = ranked;
  return new RestoreError('incomplete', {
    what: 'No object of this backup can be restored',
    where: first?.object.key,
    found: first === undefined ? 'no objects' : excluded.get(first.object.key),
  });
}

/**
 * `latest.db` is normally a copy of the newest dated object. When it was written later and holds other bytes, nobody can
 * say which of the two is meant.
 */
async function rejectNewerPointer(chosen: ObjectInfo, pointers: readonly ObjectInfo[], request: PlanRequest) {
  const {target, store, signal, progress} = request;
  if (target.timestamp !== undefined || target.position !== undefined) return;
  for (const pointer of pointers) {
    if (pointer.lastModified <= chosen.lastModified || pointer.etag === chosen.etag) continue;
    if (pointer.size === chosen.size) {
      // Equal ETags mean equal bytes, but different ones do not mean different bytes: only reading both tells.
      const same = (await sha256(store, pointer, signal)) === (await sha256(store, chosen, signal));
      progress(pointer.size + chosen.size);
      if (same) continue;
    }
    throw new RestoreError('ambiguous', {
      what: 'Two objects could be the newest: one by its name, one because it is called so',
      found: `${chosen.key} (${iso(chosen.lastModified)}), ${pointer.key} (${iso(pointer.lastModified)})`,
      todo: 'Give the exact key of the one you want as prefix.',
    });
  }
}

async function sha256(store: ObjectStore, object: ObjectInfo, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of readAhead(store, object, {signal})) hash.update(chunk);
  return hash.digest('hex');
}
