// Layouts that are known but not built: they are recognised so that nothing of them is restored as if it were a database
// by itself, and so that the message says which tool can help.
import {RestoreError} from '../errors.ts';
import type {ObjectInfo} from '../storage/store.ts';
import type {BackupFormat, DetectedBackup, Listing} from './format.ts';

type Layout = {
  readonly name: string;
  /** A clause's object: `a Litestream 0.3 replica`. */
  readonly what: string;
  readonly todo: string;
  /** Keys that only this layout has. The first group is the part before it, which tells one backup from another. */
  readonly marks: readonly RegExp[];
  /** `all`: every mark must be met under one root, because one alone is too common a name. */
  readonly need?: 'all' | undefined;
  /** `folder`: everything under the root belongs to it, not only what the marks match. */
  readonly owns?: 'folder' | undefined;
};

const LATER = 'This version cannot restore it yet.';

/** Sources: the layouts' own documentation and code, as docs/formats/unsupported.md lists them. */
const LAYOUTS: readonly Layout[] = [
  {
    name: 'ltx-other',
    what: 'LTX files in a layout of their own (walrust, LiteFS, litefs-backup)',
    todo: 'Restore it with the tool that wrote it.',
    marks: [/^((?:.*\/)?)[^/]+\.ltx$/s],
  },
  {
    name: 'bottomless',
    what: 'a bottomless replica of libSQL (sqld)',
    todo: `${LATER} Use “bottomless-cli restore”, or start sqld with the same bucket.`,
    marks: [
      /^((?:.*\/)?[^/]*)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/(?:\.meta|\.dep|\.changecounter|db\.(?:zstd|gz|raw)|\d{12}-\d{12}-\d+\.(?:raw|gz|zstd))$/s,
    ],
  },
  {
    name: 'turso-backup',
    what: 'a backup of turso-backup',
    todo: 'Restore it with turso-backup.',
    marks: [
      /^((?:.*\/)?)frames\/\d{20}\/\d{10}\//s,
      /^((?:.*\/)?)generations\/gen-\d+\.manifest$/s,
      /^((?:.*\/)?)latest\.stream-watermark$/s,
    ],
  },
  {
    name: 'verneuil',
    what: 'a Verneuil replica',
    todo: 'Restore it with “verneuilctl restore”.',
    marks: [/^((?:.*\/)?)[0-9a-f]{16}(?:%2F|\/)[0-9a-f]{16}$/is, /^((?:.*\/)?)[^/]*-verneuil(?:%3A|:)/is],
  },
  {
    name: 'pocketbase',
    what: 'a PocketBase backup (zip)',
    todo: `${LATER} Unzip it: data.db is the database; when a data.db-wal lies beside it, keep the two together.`,
    marks: [/^((?:.*\/)?)(?:@auto_)?pb_backup_[^/]*\.zip$/s],
  },
  {
    name: 'sqlite-s3vfs',
    what: 'a database stored one object a page (sqlite-s3vfs)',
    todo: 'Download it with the VFS that wrote it.',
    marks: [/^((?:.*\/)?)0000000000$/s, /^((?:.*\/)?)0000000001$/s],
    need: 'all',
    owns: 'folder',
  },
  {
    name: 'restic',
    what: 'a restic repository',
    todo: 'Use “restic restore” or “restic dump”.',
    marks: [/^((?:.*\/)?)keys\/[0-9a-f]{64}$/s, /^((?:.*\/)?)(?:snapshots|index|data\/[0-9a-f]{2})\/[0-9a-f]{64}$/s],
    need: 'all',
    owns: 'folder',
  },
  {
    name: 'duplicity',
    what: 'a duplicity backup',
    todo: 'Use “duplicity restore”.',
    marks: [/^((?:.*\/)?)duplicity-(?:full|inc|new)(?:-signatures)?\./s],
  },
  {
    name: 'duplicati',
    what: 'a Duplicati backup',
    todo: 'Restore it with Duplicati.',
    marks: [/^((?:.*\/)?)[^/]*-(?:\d{8}T\d{6}Z\.dlist|[bi][0-9a-f]{32}\.d(?:block|index))\.zip(?:\.aes|\.gpg)?$/s],
  },
  {
    name: 'kopia',
    what: 'a Kopia repository',
    todo: 'Use “kopia snapshot restore”.',
    marks: [/^((?:.*\/)?)kopia\.(?:repository|blobcfg)(?:\.f)?$/s],
    owns: 'folder',
  },
  {
    name: 'borg',
    what: 'a BorgBackup repository',
    todo: 'Use “borg extract”.',
    marks: [/^((?:.*\/)?)data\/\d+\/\d+$/s, /^((?:.*\/)?)(?:hints|index|integrity)\.\d+$/s],
    need: 'all',
    owns: 'folder',
  },
];

/** One format per layout, each of which finds its backups and refuses to plan them. */
export const unsupportedFormats: readonly BackupFormat[] = LAYOUTS.map(layout => ({
  name: layout.name,
  detect: listing => detect(layout, listing),
  plan: ({backup}) =>
    Promise.reject(
      new RestoreError('unsupported-format', {
        what: `This is ${layout.what}`,
        where: backup.objects[0]?.key,
        todo: layout.todo,
      }),
    ),
}));

function detect(layout: Layout, {prefix, objects}: Listing): readonly DetectedBackup[] {
  const roots = new Map<string, {readonly met: Set<number>; readonly matched: ObjectInfo[]}>();
  for (const object of objects) {
    for (const [index, mark] of layout.marks.entries()) {
      const root = mark.exec(object.key)?.[1];
      // A root above the prefix: the prefix points into the middle of the layout, and means all that is there.
      if (root === undefined) continue;
      const key = root.length < prefix.length ? prefix : root;
      const found = roots.get(key) ?? {met: new Set<number>(), matched: []};
      roots.set(key, found);
      found.met.add(index);
      found.matched.push(object);
      break;
    }
  }
  return [...roots]
    .filter(([, {met}]) => layout.need !== 'all' || met.size === layout.marks.length)
    .map(([root, {matched}]) => {
      const owned = layout.owns === 'folder' ? objects.filter(({key}) => key.startsWith(root)) : matched;
      return {prefix: root, objects: owned, description: `${layout.what}, ${owned.length} objects`};
    });
}
