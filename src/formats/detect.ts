// Which backup lies under a prefix: exactly one, or an error that lists what is there and says what to write.
import {RestoreError} from '../errors.ts';
import type {ObjectInfo} from '../storage/store.ts';
import type {BackupFormat, DetectedBackup, Listing, PlanRequest, RestoreTarget} from './format.ts';
import {formats} from './registry.ts';
import {chooseLayout, type Recognised} from './two-layouts.ts';

export type Detected = {
  readonly format: BackupFormat;
  readonly backup: DetectedBackup;
  /** Objects that the backup does not own, in the listing's order. */
  readonly foreign: readonly ObjectInfo[];
};

/** How many backups or keys an error shows. */
const SHOWN = 8;

/**
 * @param format `auto`, or the name of the only format to try
 * @throws RestoreError `no-backup` (no objects), `unsupported-format` (nothing recognised), `ambiguous` (several
 *   layouts or several databases), `input` (no format of that name)
 */
export function detectBackup(listing: Listing, format: string, known: readonly BackupFormat[] = formats): Detected {
  const found = detectBackups(listing, format, known);
  const [first, ...others] = found;
  if (first === undefined || others.length > 0) throw several(found);
  return withForeign(first, found, listing);
}

export type DetectedNewest = Detected & {
  /** Clauses: which other backup lies beside it, and where that one ends. */
  readonly notes: readonly string[];
};

/**
 * As {@link detectBackup}, but of two layouts of one database the newer is taken, by what their files say. Reads from the
 * store only then.
 * @throws RestoreError of the store, too
 */
export async function detectNewest(
  listing: Listing,
  asked: Pick<RestoreTarget, 'timestamp' | 'position'> & {readonly format: string},
  context: Pick<PlanRequest, 'store' | 'signal' | 'progress'>,
): Promise<DetectedNewest> {
  const found = detectBackups(listing, asked.format);
  const [first, ...others] = found;
  if (first !== undefined && others.length === 0) return {...withForeign(first, found, listing), notes: []};
  const layout = await chooseLayout(found, asked, context);
  if (typeof layout === 'string') throw several(found, layout);
  return {...withForeign(layout.chosen, found, listing), notes: layout.notes};
}

/** Every backup under the prefix: at least one. Throws as {@link detectBackup} does, but never `ambiguous`. */
function detectBackups(
  listing: Listing,
  format: string,
  known: readonly BackupFormat[] = formats,
): readonly Recognised[] {
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
  if (found.length === 0) throw unrecognised(listing, format);
  return found;
}

/** Adds the objects that none of `found` owns. */
function withForeign(chosen: Recognised, found: readonly Recognised[], {objects}: Listing): Detected {
  const own = new Set(found.flatMap(({backup}) => backup.objects.map(({key}) => key)));
  return {...chosen, foreign: objects.filter(({key}) => !own.has(key))};
}

/** Each format sees only what no earlier one has recognised, so that no part of a layout is taken for another one. */
function recognise({prefix, objects}: Listing, known: readonly BackupFormat[]): readonly Recognised[] {
  const found: Recognised[] = [];
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

/** @param why a clause: what stands against choosing one */
function several(found: readonly Recognised[], why = ''): RestoreError {
  const shown = found
    .slice(0, SHOWN)
    .map(({format, backup}) => `format: ${format.name}, prefix: ${backup.prefix} (${backup.description})`);
  const layouts = new Set(found.map(({format}) => format.name)).size;
  return new RestoreError('ambiguous', {
    what:
      layouts > 1
        ? `${layouts} kinds of backup lie under the prefix${why === '' ? '' : `, and ${why}`}`
        : `${found.length} databases lie under the prefix`,
    found: `${shown.join('; ')}${found.length > SHOWN ? `; and ${found.length - SHOWN} more` : ''}`,
    todo: 'Set format and prefix to those of the backup that you want.',
  });
}
