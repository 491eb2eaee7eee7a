// One plain read of a file that is being written meanwhile: what has been read stays, what comes later is read later.
import type {Files} from './application.ts';

export interface FileRead {
  /** The time up to which the read has come. */
  now(): number;
  /** When it ends, if the files stay as they are. */
  end(files: Files): number;
  /** Reads on until `time`. Gives the bytes once the end of the file is reached; without bytes: there was no file. */
  advance(time: number, files: Files): {readonly time: number; readonly bytes: Buffer | undefined} | undefined;
}

/** @param rate in bytes per millisecond */
export function fileRead(which: 'database' | 'wal', begins: number, rate: number): FileRead {
  const pieces: Buffer[] = [];
  let now = begins;
  let position = 0;
  let walFile: number | undefined;
  let last: Buffer | undefined;

  /** An unlinked WAL is read to its end by whoever has it open. */
  const content = (files: Files): Buffer | undefined => {
    if (which === 'database') return files.database ?? last;
    if (walFile === undefined) return files.wal;
    return walFile === files.walFile ? (files.wal ?? last) : last;
  };
  const end = (files: Files): number => {
    const length = content(files)?.length ?? 0;
    return now + Math.max(0, length - position) / rate;
  };
  return {
    now: () => now,
    end,
    advance(time, files) {
      if (time < now) return undefined;
      const bytes = content(files);
      if (bytes === undefined) return {time: now, bytes: undefined};
      walFile ??= files.walFile;
      last = bytes;
      const ends = end(files);
      const stop = ends <= time ? bytes.length : Math.min(bytes.length, position + Math.floor((time - now) * rate));
      if (stop > position) pieces.push(bytes.subarray(position, stop));
      position = Math.max(position, stop);
      now = Math.min(ends, time);
      return ends <= time ? {time: now, bytes: Buffer.concat(pieces)} : undefined;
    },
  };
}
