// Random histories of one database and its replicator, after the scenarios that the real writer was run with: one seed,
// one backup, and every state that was ever committed.
import {rmSync} from 'node:fs';
import {startApplication, type Application, type Change, type Files, type TrueState} from './application.ts';
import {seeded, type Random} from './random.ts';
import {scratchFolder} from './scratch.ts';
import {startReplicator, type Remote, type Replicator} from './zlayer-writer.ts';
import type {StoredObject} from './memory-store.ts';

/**
 * `ordinary`: inserts, updates, deletes, every transaction changes a common page.
 * `cold`: transactions share no page, the WAL is cut at restarts, crashes and evictions are frequent.
 * `adversarial`: readers pin most checkpoints, pages return to earlier bytes, old states are put back under the writer.
 */
export const FAMILIES = ['ordinary', 'cold', 'adversarial'] as const;
export type Family = (typeof FAMILIES)[number];

export type History = {
  readonly seed: number;
  readonly family: Family;
  readonly prefix: string;
  readonly objects: ReadonlyMap<string, StoredObject>;
  /** In the order of their commits; the first is the empty database. */
  readonly states: readonly TrueState[];
  /** Salts of the WAL generations in the order in which they began, as `ce04b188-1234abcd`. */
  readonly generations: readonly string[];
  /** What was done, for people who look into a failed seed. */
  readonly script: readonly string[];
};

type Odds = {
  readonly changes: readonly [Change, ...Change[]];
  readonly pin: number;
  readonly outage: number;
  readonly eviction: number;
  readonly abort: number;
  readonly putBack: number;
};

const ODDS: Record<Family, Odds> = {
  ordinary: {
    changes: ['insert', 'insert', 'update', 'update', 'note', 'delete'],
    pin: 0.03,
    outage: 0.12,
    eviction: 0.06,
    abort: 0.02,
    putBack: 0,
  },
  cold: {
    changes: ['cold', 'cold', 'cold', 'cold', 'cold', 'cold', 'cold', 'cold', 'note'],
    pin: 0.03,
    outage: 0.25,
    eviction: 0.2,
    abort: 0.05,
    putBack: 0,
  },
  adversarial: {
    changes: ['cold', 'cold', 'toggle', 'toggle', 'update', 'insert'],
    pin: 0.12,
    outage: 0.25,
    eviction: 0.2,
    abort: 0.05,
    putBack: 0.02,
  },
};

export function writeHistory(seed: number, family: Family): History {
  const folder = scratchFolder('history');
  try {
    return play(seed, family, folder);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

function play(seed: number, family: Family, folder: string): History {
  const random = seeded(seed);
  const odds = ODDS[family];
  const pageSize = random.pick([512, 512, 1024, 1024, 2048, 4096]);
  const app = startApplication({
    folder,
    random: seeded(random.uint32()),
    pageSize,
    autoCheckpoint: random.pick([0, 5, 10, 15, 30, 60, 1000, 1000]),
    journalSizeLimit: family !== 'ordinary' && random.chance(0.5) ? random.pick([0, 0, 5000, 20_000]) : -1,
    connections: random.pick([1, 1, 2, 3]),
    autoVacuum: random.pick([0, 0, 0, 1, 2]),
    rowSize: random.pick([20, 40, 40, 100, 250]),
  });
  const stage = setTheStage(app, random, family);
  try {
    const {perform} = stage;
    perform('open', () => app.open());
    perform('create schema', () => app.createSchema());
    if (family !== 'ordinary') perform('create cold tables', () => app.createColdTables());
    if (random.chance(0.5)) stage.commits('insert', random.between(3, 12), random.between(1, 4), 0);
    if (random.chance(0.2))
      perform('checkpoint', () => app.checkpoint(random.pick(['TRUNCATE', 'RESTART', 'PASSIVE'])));
    stage.startReplicator();
    const end = stage.now() + random.pick([2000, 3000, 4500]);
    while (stage.now() < end) act(stage, app, random, odds);
    stage.finish();
  } finally {
    app.close();
  }
  const {prefix, remote, script} = stage;
  return {seed, family, prefix, objects: remote.objects, states: app.states, generations: app.generations, script};
}

function act(stage: Stage, app: Application, random: Random, odds: Odds): void {
  const {perform} = stage;
  const x = random.next();
  if (x < 0.55) {
    stage.commits(
      random.pick(odds.changes),
      random.between(1, 8),
      random.between(1, 5),
      random.pick([0, 10, 30, 60, 110, 150]),
    );
  } else if (x < 0.7) {
    const mode = random.pick(['PASSIVE', 'FULL', 'RESTART', 'RESTART', 'TRUNCATE']);
    perform(`checkpoint ${mode}`, () => app.checkpoint(mode));
  } else if (x < 0.77) {
    stage.wait(random.pick([120, 250, 600, 1300]));
  } else if (x < 0.84) {
    const how = random.pick(['close', 'close', 'kill']);
    perform(how, () => app[how]());
    stage.wait(random.pick([0, 60, 150, 300]));
    perform('open', () => app.open());
  } else if (x < 0.87) perform('vacuum', () => app.vacuum());
  else if (x < 0.89) perform('change', () => app.change(random.pick(['clear', 'table']), 1));
  else if (x < 0.89 + odds.pin) stage.pinOrUnpin();
  else if (x < 0.89 + odds.pin + odds.abort) {
    stage.stopReplicator(random.chance(0.6) ? 'abort' : 'flush');
    stage.wait(random.pick([0, 200, 600]));
    stage.startReplicator();
  } else if (x < 0.89 + odds.pin + odds.abort + odds.putBack) {
    perform('put back', () => app.putBack(random.below(app.states.length)));
    stage.wait(random.pick([0, 60, 150]));
    perform('open', () => app.open());
  } else stage.toggleOutage();
}

type Stage = ReturnType<typeof setTheStage>;

/** Runs the application's operations in virtual time, and lets the replicator look at the files between and within. */
function setTheStage(app: Application, random: Random, family: Family) {
  const odds = ODDS[family];
  const remote: Remote = {objects: new Map(), reachable: true, timeStep: random.chance(0.3) ? 1000 : 1};
  const prefix = random.pick(['app/', 'app', 'zlayer/deployments/', '']);
  const withOutages = random.chance(odds.outage);
  const writer = {
    remote,
    random: seeded(random.uint32()),
    prefix,
    snapshotInterval: random.pick([500, 700, 1000, 1000, 1500, 3_600_000]),
    readRate: random.chance(0.35) ? random.pick([100, 300, 1000]) : 1_000_000,
    maxCache: random.chance(odds.eviction) ? random.pick([20_000, 60_000]) : 100 * 2 ** 20,
    clockAhead: random.chance(0.1) ? random.between(-90_000, 90_000) : -random.below(40),
  };
  const script: string[] = [];
  let now = Date.UTC(2026, 0, 5) + random.below(86_400_000);
  let files: Files = app.files();
  let replicator: Replicator | undefined;
  let pinned = false;

  const perform = (label: string, action: () => void): void => {
    script.push(`${now % 86_400_000} ${label}`);
    replicator?.runUntil(now, files);
    const before = files;
    action();
    files = app.files();
    now += 0.2 + random.next() * 3;
    if (replicator !== undefined && replicator.nextEvent() < now) replicator.runUntil(now, amid(before, files, random));
  };
  const wait = (milliseconds: number): void => {
    now += milliseconds;
    replicator?.runUntil(now, files);
  };
  return {
    remote,
    prefix,
    script,
    perform,
    wait,
    now: () => now,
    commits(kind: Change, count: number, rows: number, pause: number): void {
      for (let i = 0; i < count; i += 1) {
        perform(`${kind} ${rows}`, () => app.change(kind, rows));
        wait(pause);
      }
    },
    pinOrUnpin(): void {
      perform(pinned ? 'unpin' : 'pin', () => (pinned ? app.unpin() : app.pin()));
      pinned = !pinned;
    },
    toggleOutage(): void {
      if (!withOutages) return;
      remote.reachable = !remote.reachable;
      script.push(remote.reachable ? 'store reachable' : 'store unreachable');
    },
    startReplicator(): void {
      script.push('replicator starts');
      replicator = startReplicator(writer, now, files);
    },
    stopReplicator(how: 'abort' | 'flush'): void {
      script.push(`replicator ${how}`);
      if (how === 'flush' && replicator !== undefined) now = replicator.flush(now, files);
      replicator = undefined;
    },
    finish(): void {
      if (!remote.reachable) {
        remote.reachable = true;
        wait(1500);
      }
      if (random.chance(0.75)) for (let i = 0; i < 60 && (replicator?.pending() ?? 0) > 0; i += 1) wait(100);
      this.stopReplicator(random.pick(['abort', 'abort', 'flush']));
    },
  };
}

/** The files in the middle of an operation: frames go to the WAL first, then a checkpoint copies pages in their order. */
function amid(before: Files, after: Files, random: Random): Files {
  if (before.walFile !== after.walFile || before.wal === undefined || after.wal === undefined) {
    return random.chance(0.5) ? before : after;
  }
  if (random.chance(0.5)) return {...before, wal: partly(before.wal, after.wal, random)};
  const wal = after.wal.length < before.wal.length ? before.wal : after.wal;
  if (before.database === undefined || after.database === undefined) return {...after, wal};
  return {...after, wal, database: partly(before.database, after.database, random)};
}

/** The first part is written already. A file is cut only after all else was written. */
function partly(before: Buffer, after: Buffer, random: Random): Buffer {
  if (after.length < before.length) return before;
  const written = random.below(after.length + 1);
  if (written >= before.length) return after.subarray(0, written);
  return Buffer.concat([after.subarray(0, written), before.subarray(written)]);
}
