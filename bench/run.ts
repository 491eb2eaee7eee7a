// npm run bench [-- --quick] [-- --memory 5000]: start-up, restore with every check, and memory, on data that is made
// here. Prints Markdown tables; docs/performance.md shows one run.
import {mkdtempSync, rmSync} from 'node:fs';
import {availableParallelism, cpus, loadavg, tmpdir, totalmem} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {makeBackups, type Backups} from './database.ts';
import type {Measured} from './process.ts';
import {header, mebibytes, median, number, row} from './table.ts';
import {
  bareNode,
  canRunShell,
  restoreByAction,
  restoreByShell,
  SHELL_PROGRAMS,
  startServer,
  startUp,
  type Network,
} from './ways.ts';

const LOOPBACK: Network = {firstByteMs: 0, bytesPerSecond: 0};
/** As a runner sees S3: each request waits, and one connection has its limit. */
const SHAPED: Network = {firstByteMs: 30, bytesPerSecond: 80e6};

const {values: options} = parseArgs({
  options: {
    // Two minutes: 100 MB only.
    quick: {type: 'boolean', default: false},
    // Megabytes of the database whose restore is timed.
    size: {type: 'string'},
    // Runs of each way; they alternate.
    runs: {type: 'string', default: '3'},
    // Megabytes of the databases whose restore is weighed.
    memory: {type: 'string', multiple: true},
  },
});
const size = Number(options.size ?? (options.quick ? 100 : 600));
const weighed = (options.memory ?? (options.quick ? ['100'] : ['100', '600', '5000'])).map(Number);
const runs = Number(options.runs);

async function timeStartUp(folder: string): Promise<void> {
  const times = {node: new Array<number>(), action: new Array<number>()};
  for (let run = 0; run < 10; run++) {
    times.node.push(await bareNode(folder));
    times.action.push(await startUp(folder));
  }
  console.log('\n## Start-up, milliseconds (10 runs each, alternating)\n');
  header('', 'median', 'least');
  row('`node -e 0`, start to end', number(median(times.node), 0), number(Math.min(...times.node), 0));
  row('action, start to its first S3 request', number(median(times.action), 0), number(Math.min(...times.action), 0));
}

type Way = {readonly name: string; readonly run: () => Promise<Measured>};

async function compare(title: string, ways: readonly Way[], base: string): Promise<void> {
  const measured = new Map(ways.map(({name}) => [name, new Array<Measured>()]));
  for (let run = 0; run < runs; run++) {
    for (const way of ways) measured.get(way.name)?.push(await way.run());
  }
  const secondsOf = (name: string) => median((measured.get(name) ?? []).map(({seconds}) => seconds));
  console.log(`\n## ${title}\n`);
  header('way', 'wall s', `ratio to ${base}`, 'CPU s', 'peak anonymous MiB', 'peak resident MiB');
  for (const [name, all] of measured) {
    row(
      name,
      number(secondsOf(name), 2),
      number(secondsOf(name) / secondsOf(base), 2),
      number(median(all.map(({cpuSeconds}) => cpuSeconds)), 1),
      mebibytes(median(all.map(({peakAnonymous}) => peakAnonymous))),
      mebibytes(median(all.map(({peakResident}) => peakResident))),
    );
  }
}

async function timeRestores(backups: Backups, network: Network, title: string, folder: string): Promise<void> {
  await using server = await startServer(backups.bucket, network);
  const {endpoint} = server;
  const ways: Way[] = [
    {name: 'action, zstd object', run: () => restoreByAction(endpoint, backups.object, folder)},
    {name: 'action, ZLayer', run: () => restoreByAction(endpoint, backups.zlayer, folder)},
  ];
  const shell = 'curl, zstd -d, sqlite3';
  if (canRunShell) ways.push({name: shell, run: () => restoreByShell(endpoint, backups.object.key, folder)});
  else console.log(`\nWithout a comparison: not all of ${SHELL_PROGRAMS.join(', ')} are on PATH.`);
  await compare(title, ways, canRunShell ? shell : 'action, zstd object');
}

type Weight = {readonly name: string; readonly bytes: number; readonly measured: Measured};

async function weigh(backups: Backups, folder: string): Promise<readonly Weight[]> {
  await using server = await startServer(backups.bucket, LOOPBACK);
  const weights: Weight[] = [];
  for (const [name, backup] of [['zstd object', backups.object] as const, ['ZLayer', backups.zlayer] as const]) {
    weights.push({name, bytes: backups.bytes, measured: await restoreByAction(server.endpoint, backup, folder)});
  }
  return weights;
}

const folder = mkdtempSync(join(tmpdir(), 'restore-sqlite-bench-'));
const stop = () => {
  rmSync(folder, {recursive: true, force: true});
  process.exit(1);
};
process.once('SIGINT', stop).once('SIGTERM', stop);
try {
  const [cpu] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const cores = `${availableParallelism()} cores (${cpu?.model ?? '?'})`;
  // More than the cores means that the machine had other work, and that only ratios are worth a look.
  const load = `load before the start ${number(loadavg()[0] ?? NaN, 1)}`;
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}, ${cores}, ${memory}, ${load}`);
  await timeStartUp(folder);
  const weights: Weight[] = [];
  for (const megabytes of new Set([size, ...weighed])) {
    const backups = await makeBackups(folder, megabytes);
    const stored = `${mebibytes(backups.object.stored)} MiB stored`;
    const what = `${mebibytes(backups.bytes)} MiB database (${stored})`;
    if (megabytes === size) {
      await timeRestores(
        backups,
        LOOPBACK,
        `Restore and full check of a ${what}, loopback, medians of ${runs}`,
        folder,
      );
      const shape = `${SHAPED.firstByteMs} ms to the first byte, ${SHAPED.bytesPerSecond / 1e6} MB/s per connection`;
      await timeRestores(backups, SHAPED, `The same with ${shape}`, folder);
    }
    if (weighed.includes(megabytes)) weights.push(...(await weigh(backups, folder)));
    rmSync(backups.bucket, {recursive: true});
  }
  console.log('\n## Memory of all processes of the action together, MiB, one run each\n');
  header('database', 'layout', 'peak anonymous', 'peak resident', 'wall s');
  for (const {name, bytes, measured} of weights) {
    const {peakAnonymous, peakResident, seconds} = measured;
    row(`${mebibytes(bytes)} MiB`, name, mebibytes(peakAnonymous), mebibytes(peakResident), number(seconds, 1));
  }
} finally {
  rmSync(folder, {recursive: true, force: true});
}
