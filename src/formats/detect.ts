// Which backup lies under a prefix: exactly one, or an error that lists what is there and says what to write.
import {RestoreError} from '../errors.ts';
import type {ObjectInfo} from '../storage/store.ts';
import type {BackupFormat, DetectedBackup, Listing} from './format.ts';
import {formats} from './registry.ts';

export type Detected = {
  readonly format: BackupFormat;
  readonly backup: DetectedBackup;
  /** Objects that the backup does not own, in the listing's order. */
  readonly foreign: readonly ObjectInfo[];
};

type Found = {readonly format: BackupFormat; readonly backup: DetectedBackup};

/** How many backups or keys an error shows. */
const SHOWN = 8;

/**
 * @param format `auto`, or the name of the only format to try
 * @throws RestoreError `no-backup` (no objects), `unsupported-format` (nothing recognised), `ambiguous` (several
 *   layouts or several databases), `input` (no format of that name)
 */
export function detectBackup(listing: Listing, format: string, known: readonly BackupFormat[] = formats): Detected {
  const chosen = format === 'auto' ? known : known.filter(({name}) => name === format);
  if (chosen.length === 0) {
    throw new RestoreError('input', {
      what: 'There is no format of this name',
      where: 'input format',
      expected: ['auto', ...known.map(({name}) => name)].join(', '),
      found: format,
    });
  }
  if (listing.objects.length === 0) {
    throw new RestoreError('no-backup', {
      what: 'There are no objects under the prefix',
      where: listing.prefix === '' ? '(the whole bucket)' : listing.prefix,
      todo: 'Check bucket and prefix, and whether the backup job has ever run.',
    });
  }
  const found = recognise(listing, chosen);
  const [first, ...others] = found;
  if (first === undefined) throw unrecognised(listing, format);
  if (others.length > 0) throw several(found);
  const own = new Set(first.backup.objects.map(({key}) => key));
  return {...first, foreign: listing.objects.filter(({key}) => !own.has(key))};
}

/** Each format sees only what no earlier one has recognised, so that no part of a layout is taken for another one. */
function recognise({prefix, objects}: Listing, known: readonly BackupFormat[]): readonly Found[] {
  const found: Found[] = [];
  let left = objects;
  for (const format of known) {
    const backups = format.detect({prefix, objects: left});
    if (backups.length === 0) continue;
    found.push(...backups.map(backup => ({format, backup})));
    const claimed = new Set(backups.flatMap(backup => backup.objects.map(({key}) => key)));
    left = left.filter(({key}) => !claimed.has(key));
  }
  return found;
}

function unrecognised({objects}: Listing, format: string): RestoreError {
  const keys = objects.slice(0, SHOWN).map(({key}) => key);
  return new RestoreError('unsupported-format', {
    what:
      format === 'auto'
        ? 'Nothing under the prefix looks like a backup of a known kind'
        : `Nothing under the prefix looks like a backup of the format ${format}`,
    found: `${keys.join(', ')}${objects.length > SHOWN ? `, and ${objects.length - SHOWN} more` : ''}`,
    todo: 'If one of these objects is the database, give its exact key as prefix.',
  });
}

function several(found: readonly Found[]): RestoreError {
  const shown = found
    .slice(0, SHOWN)
    .map(({format, backup}) => `format: ${format.name}, prefix: ${backup.prefix} (${backup.description})`);
  const layouts = new Set(found.map(({format}) => format.name)).size;
  return new RestoreError('ambiguous', {
    what:
      layouts > 1
        ? `${layouts} kinds of backup lie under the prefix`
        : `${found.length} databases lie under the prefix`,
    found: `${shown.join('; ')}${found.length > SHOWN ? `; and ${found.length - SHOWN} more` : ''}`,
    todo: 'Set format and prefix to those of the backup that you want.',
  });
}
