// Which of the objects under a prefix are one database at several moments.
import type {ObjectInfo} from '../../storage/store.ts';
import type {Listing} from '../format.ts';
import {baseName, folderOf, isPointer, roleOf, seriesName, seriesOf, withoutWrappings} from './names.ts';

/** One database: its objects, and what lies beside them. */
export type Series = {
  /** For people: `app-#.db`. */
  readonly name: string;
  /** Objects that hold the database, in the listing's order. Empty when only its side files are there. */
  readonly members: readonly ObjectInfo[];
  /** A copy under a name that never changes (`latest.db`) beside members with dates. */
  readonly pointers: readonly ObjectInfo[];
  /** `-wal`, `-journal` and `-shm` objects. */
  readonly companions: readonly ObjectInfo[];
  readonly checksums: readonly ObjectInfo[];
};

type Building = {[Part in keyof Omit<Series, 'name'>]: ObjectInfo[]};

/** Groups what could be databases by their names. Objects that belong to none of the series are left out. */
export function groupBySeries(listing: Listing): readonly Series[] {
  const {prefix, objects} = listing;
  const exact = objects.find(({key}) => key === prefix);
  const below = (key: string) => key.slice(prefix.length).replace(/^\//, '');
  const keys = new Set(objects.map(({key}) => key));
  const groups = new Map<string, Building>();
  const groupOf = (key: string): Building => {
    const id = key === prefix ? '' : seriesOf(below(key));
    const group = groups.get(id) ?? {members: [], pointers: [], companions: [], checksums: []};
    groups.set(id, group);
    return group;
  };

  const owners = new Map<string, Building>();
  for (const object of exact === undefined ? databases(objects, keys) : [exact]) {
    const group = groupOf(object.key);
    group.members.push(object);
    owners.set(object.key, group).set(withoutWrappings(object.key), group);
  }
  for (const object of objects) {
    const role = roleOf(object.key);
    if (role.kind === 'checksum') {
      owners.get(role.of)?.checksums.push(object);
    } else if (role.kind === 'checksum-list') {
      const inFolder = [...groups.values()].filter(({members}) =>
        members.some(({key}) => folderOf(key) === role.folder),
      );
      for (const group of inFolder) group.checksums.push(object);
    } else if (role.kind === 'wal' || role.kind === 'journal' || role.kind === 'shm') {
      const owner = owners.get(role.of) ?? (exact === undefined ? groupOf(role.of) : undefined);
      owner?.companions.push(object);
    }
  }
  return withPointers([...groups].map(([id, group]) => ({id, ...group})).filter(isOne)).map(({id, ...group}) => ({
    ...group,
    name: id === '' ? baseName(prefix) : seriesName(id),
  }));
}

function databases(objects: readonly ObjectInfo[], keys: ReadonlySet<string>): readonly ObjectInfo[] {
  const ranked = (rank: 'likely' | 'possible') =>
    objects.filter(({key}) => {
      const role = roleOf(key);
      // `app.db.asc` beside `app.db` is its signature.
      return role.kind === 'database' && role.rank === rank && !(key.endsWith('.asc') && keys.has(key.slice(0, -4)));
    });
  const likely = ranked('likely');
  return likely.length > 0 ? likely : ranked('possible');
}

/** Side files without a database count only when they hold something: an empty `-wal` or a `-shm` alone says nothing. */
function isOne({members, companions}: Building): boolean {
  return members.length > 0 || companions.some(({key, size}) => size > 0 && roleOf(key).kind !== 'shm');
}

type Identified = Building & {readonly id: string};

/** Gives `latest.db` to the one series in its folder whose members have numbers or dates in their names. */
function withPointers(groups: readonly Identified[]): readonly Identified[] {
  const pointing = groups.filter(({members}) => members.length === 1 && members.every(({key}) => isPointer(key)));
  const others = groups.filter(group => !pointing.includes(group));
  const left = pointing.filter(pointer => {
    const [object] = pointer.members;
    const homes = others.filter(
      ({id, members}) => id.includes('\0') && members.some(({key}) => folderOf(key) === folderOf(object?.key ?? '')),
    );
    const [home] = homes;
    if (object === undefined || home === undefined || homes.length > 1) return true;
    home.pointers.push(object);
    return false;
  });
  return [...others, ...left];
}
