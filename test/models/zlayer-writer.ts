// A model of ZLayer's SqliteReplicator (zlayer-storage 0.14.3, src/replicator/{mod,cache,wal_monitor,s3_backend}.rs) in
// virtual time. It sees the database only as files, read piece by piece while the application goes on.
import {constants, zstdCompressSync} from 'node:zlib';
import type {Files} from './application.ts';
import {fileRead, type FileRead} from './file-read.ts';
import {crc32Of, type StoredObject} from './memory-store.ts';
import type {Random} from './random.ts';

/** The store as the writer meets it. */
export type Remote = {
  readonly objects: Map<string, StoredObject>;
  reachable: boolean;
  /** Milliseconds that a stored time is rounded down to: 1000 on AWS. */
  readonly timeStep: number;
};

export type WriterOptions = {
  readonly remote: Remote;
  readonly random: Random;
  readonly prefix: string;
  readonly snapshotInterval: number;
  /** Bytes per millisecond of a file read. */
  readonly readRate: number;
  /** Bytes. */
  readonly maxCache: number;
  /** Milliseconds that the writer's clock is ahead of the store's. */
  readonly clockAhead: number;
};

export interface Replicator {
  /** When something happens next, if the files do not change. */
  nextEvent(): number;
  /** Lets everything happen that is due before `time`, with the files as they are meanwhile. */
  runUntil(time: number, files: Files): void;
  /** Captures waiting for their upload. */
  pending(): number;
  /** A clean stop: a last snapshot, then the queue. Gives the time at which it is done. */
  flush(now: number, files: Files): number;
}

const POLL = 100;
const FIRST_RETRY = 1000;
const LAST_RETRY = 60_000;

type Capture = {readonly sequence: number; readonly bytes: Buffer};
type Upload = {readonly done: number; readonly capture: Capture};

export function startReplicator(options: WriterOptions, now: number, files: Files): Replicator {
  const {remote, random, prefix} = options;
  const queue: Capture[] = [];
  // A WAL that is there at the start counts as known.
  let size = files.wal?.length ?? 0;
  let slots = countSlots(files.wal);
  let poll = now + random.next() * POLL;
  let capturing: {readonly read: FileRead; readonly sequence: number} | undefined;
  let snapshotDue = now + options.snapshotInterval;
  let snapshotRead: FileRead | undefined;
  let snapshotUpload: {readonly key: string; readonly done: number; readonly bytes: Buffer} | undefined;
  let upload: Upload | undefined;
  let uploadDue = now + random.next() * POLL;
  let retry = FIRST_RETRY;

  const latency = (): number => (random.chance(0.05) ? random.between(100, 900) : random.between(2, 30));
  const put = (key: string, bytes: Buffer, time: number): void => {
    const lastModified = Math.floor(time / remote.timeStep) * remote.timeStep;
    remote.objects.set(key, {key, bytes, lastModified, crc32: crc32Of(bytes)});
  };
  const add = (capture: Capture): void => {
    const held = (): number => queue.reduce((sum, {bytes}) => sum + bytes.length, 0);
    while (queue.length > 0 && held() + capture.bytes.length > options.maxCache) queue.shift();
    queue.push(capture);
  };
  const putCapture = ({sequence, bytes}: Capture, time: number): void =>
    put(`${prefix}wal/${String(sequence).padStart(20, '0')}.wal.zst`, compress(bytes), time);
  const putSnapshot = (key: string, bytes: Buffer, time: number): void => {
    put(key, compress(bytes), time);
    put(`${prefix}metadata.json`, metadata(remote, prefix, time + options.clockAhead), time + 2);
  };
  const snapshotKey = (time: number): string => {
    const [date = '', clock = ''] = new Date(time + options.clockAhead).toISOString().split('T');
    return `${prefix}snapshots/${date.replaceAll('-', '')}_${clock.slice(0, 8).replaceAll(':', '')}.sqlite.zst`;
  };

  const onPoll = (time: number, seen: Files): void => {
    poll = time + POLL;
    const newSize = seen.wal?.length ?? 0;
    if (newSize === size) return;
    const newSlots = countSlots(seen.wal);
    const changed = newSlots !== slots || newSize < size;
    size = newSize;
    slots = newSlots;
    if (!changed || seen.wal === undefined) return;
    // The body is read a little later than the size was: the key can name fewer or more slots than the body has.
    const begins = time + random.next() * 3;
    capturing = {read: fileRead('wal', begins, options.readRate), sequence: newSlots};
  };
  const onUpload = (time: number): void => {
    if (upload === undefined) {
      const capture = queue.shift();
      if (capture === undefined) uploadDue = time + POLL;
      else upload = {done: time + latency(), capture};
      return;
    }
    const {capture} = upload;
    upload = undefined;
    uploadDue = time;
    if (remote.reachable) {
      putCapture(capture, time);
      retry = FIRST_RETRY;
      return;
    }
    add(capture);
    uploadDue = time + retry;
    retry = Math.min(retry * 2, LAST_RETRY);
  };
  const onSnapshot = (time: number): void => {
    if (snapshotUpload === undefined) {
      snapshotRead = fileRead('database', time, options.readRate);
      snapshotDue += options.snapshotInterval;
      return;
    }
    const {key, bytes} = snapshotUpload;
    snapshotUpload = undefined;
    snapshotDue = Math.max(snapshotDue, time);
    // A snapshot that fails is not tried again.
    if (remote.reachable) putSnapshot(key, bytes, time);
  };
  const advanceReads = (time: number, seen: Files): void => {
    if (capturing !== undefined) {
      const {read, sequence} = capturing;
      const done = read.advance(time, seen);
      if (done !== undefined) {
        capturing = undefined;
        poll = done.time + POLL;
        if (done.bytes !== undefined) add({sequence, bytes: done.bytes});
      }
    }
    const done = snapshotRead?.advance(time, seen);
    if (done === undefined) return;
    snapshotRead = undefined;
    if (done.bytes === undefined) return;
    snapshotUpload = {key: snapshotKey(done.time), done: done.time + latency(), bytes: done.bytes};
  };
  const pollTime = (): number => (capturing === undefined ? poll : Number.POSITIVE_INFINITY);
  const uploadTime = (): number => upload?.done ?? uploadDue;
  const snapshotTime = (): number =>
    snapshotUpload?.done ?? (snapshotRead === undefined ? snapshotDue : Number.POSITIVE_INFINITY);
  const nextAction = (): number => Math.min(pollTime(), uploadTime(), snapshotTime());

  const replicator: Replicator = {
    nextEvent: () => Math.min(nextAction(), capturing?.read.now() ?? Infinity, snapshotRead?.now() ?? Infinity),
    pending: () => queue.length + (upload === undefined ? 0 : 1) + (capturing === undefined ? 0 : 1),
    runUntil(time, seen) {
      for (;;) {
        const readEnd = Math.min(capturing?.read.end(seen) ?? Infinity, snapshotRead?.end(seen) ?? Infinity);
        const event = Math.min(nextAction(), readEnd);
        advanceReads(Math.min(event, time), seen);
        if (event >= time) return;
        if (event === pollTime()) onPoll(event, seen);
        else if (event === snapshotTime()) onSnapshot(event);
        else if (event === uploadTime()) onUpload(event);
      }
    },
    flush(start, seen) {
      let time = start + random.between(2, 40);
      if (!remote.reachable) return time;
      if (seen.database !== undefined) putSnapshot(snapshotKey(time), seen.database, (time += latency()));
      for (const capture of queue.splice(0)) putCapture(capture, (time += latency()));
      return time;
    },
  };
  return replicator;
}

function countSlots(wal: Buffer | undefined): number {
  if (wal === undefined || wal.length < 32) return 0;
  if ((wal.readUInt32BE(0) & 0xfffffffe) !== 0x377f0682) return 0;
  return Math.floor((wal.length - 32) / (24 + wal.readUInt32BE(8)));
}

/** As the writer's encoder does: one frame without a content size (an empty body is the one that carries it). */
function compress(bytes: Buffer): Buffer {
  const contentSize = bytes.length === 0 ? 1 : 0;
  return zstdCompressSync(bytes, {
    params: {[constants.ZSTD_c_contentSizeFlag]: contentSize, [constants.ZSTD_c_compressionLevel]: 1},
  });
}

function metadata(remote: Remote, prefix: string, time: number): Buffer {
  const snapshots = [...remote.objects.keys()].filter(key => key.startsWith(`${prefix}snapshots/`)).toSorted();
  const now = new Date(time).toISOString();
  const fields = {
    latest_snapshot: snapshots.at(-1) ?? null,
    latest_snapshot_time: now,
    latest_wal_sequence: null,
    snapshot_count: snapshots.length,
    db_identifier: null,
    last_modified: now,
  };
  return Buffer.from(JSON.stringify(fields, null, 2));
}
