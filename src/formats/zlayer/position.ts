// A restore point in one text: the snapshot's time (or `none`) and the WAL generations applied to it.
import {RestoreError} from '../../errors.ts';

export type Position = {
  /** As in the snapshot's key: `20261123_010951`. */
  readonly snapshot: string | undefined;
  /** `761adafe-f27a1174`, oldest first. */
  readonly generations: readonly string[];
};

/** `20261123_010951+761adafe-f27a1174+761adaff-d92d0ac9`, `none+761adafe-f27a1174`, `20261123_010951`. */
export function positionText({snapshot, generations}: Position): string {
  return [snapshot ?? 'none', ...generations].join('+');
}

/** @throws RestoreError `input` when the text has another form */
export function parsePosition(text: string): Position {
  const [snapshot = '', ...generations] = text.trim().split('+');
  const named = snapshot === 'none' ? generations.length > 0 : /^\d{8}_\d{6}$/.test(snapshot);
  if (!named || generations.some(name => !/^[0-9a-f]{8}-[0-9a-f]{8}$/.test(name))) {
    throw new RestoreError('input', {
      what: 'The position is not one of a ZLayer backup',
      where: 'position',
      expected: 'YYYYMMDD_HHMMSS or none, then + and the salts of each WAL generation, as the output position has it',
      found: text,
    });
  }
  return {snapshot: snapshot === 'none' ? undefined : snapshot, generations};
}
