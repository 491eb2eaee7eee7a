// The works that are compared, and how they are run: all ways in turn, again and again.
import {copyFileSync, mkdirSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {fill} from './database.ts';
import {compared, SPEED_GOALS, weighed, type Outcome, type Series, type Work} from './goals.ts';
import {objectBackup, zlayerBackup, type Backup} from './layouts.ts';
import {LARGEST_WITHOUT_PROGRAM, ltxBackup, v3Backup} from './litestream.ts';
import type {Measured} from './process.ts';
import {startCacheServer} from '../test/servers/cache-server.ts';
import type {Programs} from './programs.ts';
import {header, mebibytes, median, number, row} from './table.ts';
import {byAction, ltxPeers, objectPeers, startServer, v3Peers, type More, type Network, type Way} from './ways.ts';

export const LOOPBACK: Network = {firstByteMs: 0, bytesPerSecond: 0};
/** As a runner sees S3: each request waits, and one connection has its limit. */
export const SHAPED: Network = {firstByteMs: 30, bytesPerSecond: 80e6};

export type Layout = Exclude<Work, 'increments'>;
export const LAYOUTS: readonly Layout[] = ['object', 'zlayer', 'ltx', 'v3'];

export type Backups = {
  /** Folder that holds the objects of all layouts. */
  readonly bucket: string;
  /** Bytes of the database. */
  readonly bytes: number;
  readonly layouts: ReadonlyMap<Layout, Backup>;
};

export type Counts = {
  /** Commits after the base, an object each, in Litestream's layouts. */
  readonly increments: number;
  /** Copies of the WAL in ZLayer's. */
  readonly captures: number;
};

/** Makes a database of about `megabytes` and its backups below `folder`. Needs several times its size. */
export async function makeBackups(
  folder: string,
  megabytes: number,
  layouts: readonly Layout[],
  {increments, captures}: Counts,
  programs: Programs,
): Promise<Backups> {
  const work = join(folder, 'writing');
  const bucket = join(folder, `${megabytes}`);
  for (const path of [work, bucket]) mkdirSync(path, {recursive: true});
  const first = join(work, 'first.sqlite');
  fill(first, megabytes);
  const made = new Map<Layout, Backup>();
  for (const layout of layouts) {
    const program = {ltx: programs.litestream05, v3: programs.litestream03, object: '', zlayer: ''}[layout];
    if (program === undefined && megabytes > LARGEST_WITHOUT_PROGRAM) {
      console.log(`\nWithout ${layout}: Litestream cannot be had (bench/install-peers.sh), and the database is large.`);
      continue;
    }
    const path = join(work, `${layout}.sqlite`);
    copyFileSync(first, path);
    if (layout === 'object') made.set(layout, await objectBackup(path, bucket));
    else if (layout === 'zlayer') made.set(layout, await zlayerBackup(path, bucket, captures));
    else if (layout === 'ltx') made.set(layout, await ltxBackup(path, bucket, 'ltx/', increments, program));
    else made.set(layout, await v3Backup(path, bucket, increments, program));
    rmSync(path);
  }
  const {size: bytes} = statSync(first);
  rmSync(work, {recursive: true});
  return {bucket, bytes, layouts: made};
}

const TITLES: Record<Layout, string> = {
  object: 'zstd object',
  zlayer: 'ZLayer',
  ltx: 'Litestream LTX',
  v3: 'Litestream 0.3',
};

export const nameOf = (layout: Layout): string => `action, ${TITLES[layout]}`;

/** Runs all ways in turn. */
async function alternate(ways: readonly Way[], runs: number, folder: string): Promise<ReadonlyMap<string, Series>> {
  const measured = new Map(ways.map(({name}) => [name, new Array<Measured>()]));
  for (let run = 0; run < runs; run += 1) {
    for (const way of ways) measured.get(way.name)?.push(await way.run(folder));
  }
  return new Map([...measured].map(([name, all]) => [name, seriesOf(name, all)]));
}

export function seriesOf(name: string, all: readonly Measured[]): Series {
  return {
    name,
    seconds: all.map(({seconds}) => seconds),
    cpuSeconds: all.map(({cpuSeconds}) => cpuSeconds),
    peakAnonymous: all.map(({peakAnonymous}) => peakAnonymous),
    peakResident: all.map(({peakResident}) => peakResident),
  };
}

function printSeries(all: Iterable<Series>): void {
  header('way', 'wall s', 'least', 'CPU s', 'peak anonymous MiB', 'peak resident MiB');
  for (const {name, seconds, cpuSeconds, peakAnonymous, peakResident} of all) {
    row(
      name,
      number(median(seconds), 2),
      number(Math.min(...seconds), 2),
      number(median(cpuSeconds), 1),
      mebibytes(median(peakAnonymous)),
      mebibytes(median(peakResident)),
    );
  }
}

/** Restores every layout over one network, beside its peers. */
export async function compareLayouts(
  {bucket, layouts}: Backups,
  network: 'loopback' | 'shaped',
  runs: number,
  folder: string,
  bundle: string,
  programs: Programs,
): Promise<readonly Outcome[]> {
  await using server = await startServer(bucket, network === 'loopback' ? LOOPBACK : SHAPED);
  const {endpoint} = server;
  const peers: Record<Layout, readonly Way[]> = {
    object: layouts.has('object') ? objectPeers(programs, endpoint) : [],
    zlayer: [],
    ltx: layouts.has('ltx') ? ltxPeers(programs, endpoint, 'ltx/') : [],
    v3: layouts.has('v3') ? v3Peers(programs, endpoint) : [],
  };
  const ways = [...layouts].flatMap(([layout, backup]) => [
    byAction(nameOf(layout), bundle, endpoint, backup),
    ...peers[layout],
  ]);
  const series = await alternate(ways, runs, folder);
  printSeries(series.values());
  const outcomes: Outcome[] = [];
  for (const layout of layouts.keys()) {
    const ours = series.get(nameOf(layout));
    const others = layout === 'zlayer' ? [nameOf('object')] : peers[layout].map(({name}) => name);
    const found = others.flatMap(name => series.get(name) ?? []);
    if (ours === undefined) continue;
    const all = compared(`${TITLES[layout]}, ${network}`, ours, found, SPEED_GOALS[layout][network]);
    // For ZLayer the other is the action itself: its CPU time is no goal.
    outcomes.push(...(layout === 'zlayer' ? all.slice(0, 1) : all));
    outcomes.push(weighed(`${TITLES[layout]}, ${network}`, ours.peakAnonymous));
  }
  return outcomes;
}

/** Hours of one-second syncs: many small files of level 0 after a small database. */
export async function compareIncrements(
  increments: number,
  runs: number,
  folder: string,
  bundle: string,
  programs: Programs,
): Promise<readonly Outcome[]> {
  const {bucket, bytes, layouts} = await makeBackups(folder, 20, ['ltx'], {increments, captures: 0}, programs);
  try {
    const backup = layouts.get('ltx');
    if (backup === undefined) return [];
    console.log(`\n## ${backup.objects} LTX files of a ${mebibytes(bytes)} MiB database, shaped network\n`);
    await using server = await startServer(bucket, SHAPED);
    const ours = byAction('action', bundle, server.endpoint, backup);
    const peers = ltxPeers(programs, server.endpoint, backup.prefix);
    const series = await alternate([ours], runs, folder);
    // One after another, these take minutes: once has to do.
    const theirs = await alternate(peers, 1, folder);
    printSeries([...series.values(), ...theirs.values()]);
    const mine = series.get(ours.name);
    if (mine === undefined) return [];
    const what = `${increments} increments, shaped`;
    const single: Series = {...mine, seconds: [median(mine.seconds)]};
    const outcomes = compared(what, single, [...theirs.values()], SPEED_GOALS.increments.shaped);
    return [...outcomes, weighed(what, mine.peakAnonymous)];
  } finally {
    rmSync(bucket, {recursive: true});
  }
}

/** A step that finds in the Actions cache what it would restore, beside one that restores it. Both check everything. */
export async function compareCacheHit(
  {bucket, layouts}: Backups,
  runs: number,
  folder: string,
  bundle: string,
): Promise<readonly Outcome[]> {
  const backup = layouts.get('ltx') ?? layouts.get('object');
  if (backup === undefined) return [];
  await using server = await startServer(bucket, SHAPED);
  const cache = await startCacheServer();
  try {
    const cached: More = {inputs: {CACHE: 'true'}, env: {...cache.env, HOME: folder, RUNNER_OS: 'Linux'}};
    const {endpoint} = server;
    await byAction('the first', bundle, endpoint, backup, cached, {cacheHit: 'false'}).run(folder);
    const ways = [
      byAction('action, nothing new: from the cache', bundle, endpoint, backup, cached, {
        cacheHit: 'true',
        downloadedBytes: '0',
      }),
      byAction('action, without the cache', bundle, endpoint, backup),
    ];
    const series = [...(await alternate(ways, runs, folder)).values()];
    printSeries(series);
    const [hit] = series;
    return hit === undefined ? [] : [weighed('cache hit', hit.peakAnonymous)];
  } finally {
    await cache.close();
  }
}

export type Weight = {readonly layout: Layout; readonly bytes: number; readonly measured: Measured};

/** One run of each layout. */
export async function weigh({bucket, bytes, layouts}: Backups, folder: string, bundle: string): Promise<Weight[]> {
  await using server = await startServer(bucket, LOOPBACK);
  const weights: Weight[] = [];
  for (const [layout, backup] of layouts) {
    const measured = await byAction(nameOf(layout), bundle, server.endpoint, backup).run(folder);
    weights.push({layout, bytes, measured});
  }
  return weights;
}
