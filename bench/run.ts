// npm run bench [-- --quick | --growth]: start-up, restore with every check beside the peers, and memory, on data that is
// made here. Prints Markdown; docs/performance.md shows one run. bench/install-peers.sh installs the peers.
import {mkdtempSync, rmSync} from 'node:fs';
import {availableParallelism, cpus, loadavg, tmpdir, totalmem} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {START_GOAL, verdictText, weighed, type Outcome} from './goals.ts';
import {growth} from './growth.ts';
import {findPrograms} from './programs.ts';
import {
  compareCacheHit,
  compareIncrements,
  compareLayouts,
  LAYOUTS,
  makeBackups,
  nameOf,
  SHAPED,
  weigh,
  type Weight,
} from './suite.ts';
import {header, mebibytes, median, number, row} from './table.ts';
import {bareNode, BUNDLE, startUp} from './ways.ts';

const {values: options} = parseArgs({
  options: {
    // Two minutes: 100 MB, fewer objects.
    quick: {type: 'boolean', default: false},
    // Only the study of time and memory against size.
    growth: {type: 'boolean', default: false},
    // Megabytes of the database whose restore is timed.
    size: {type: 'string'},
    // Runs of each way; they alternate.
    runs: {type: 'string'},
    // Megabytes of the other databases whose restore is weighed.
    memory: {type: 'string', multiple: true},
    // LTX files after the base, in the comparison of many small ones; 0: leave it out.
    increments: {type: 'string'},
    // object, zlayer, ltx, v3: all when absent.
    layout: {type: 'string', multiple: true},
    // Another build of the action.
    bundle: {type: 'string', default: BUNDLE},
  },
});
const {quick, bundle} = options;
const size = Number(options.size ?? (quick ? 100 : 600));
const memory = (options.memory ?? (quick ? [] : ['100', '5000'])).map(Number);
const runs = Number(options.runs ?? (quick ? 1 : 5));
const increments = Number(options.increments ?? (quick ? 500 : 10_000));
const layouts = LAYOUTS.filter(layout => options.layout?.includes(layout) ?? true);
const counts = quick ? {increments: 100, captures: 60} : {increments: 343, captures: 300};

async function timeStartUp(folder: string): Promise<Outcome> {
  const times = {node: new Array<number>(), action: new Array<number>()};
  for (let run = 0; run < 10; run++) {
    times.node.push(await bareNode(folder));
    times.action.push(await startUp(bundle, folder));
  }
  console.log('\n## Start-up, milliseconds (10 runs each, alternating)\n');
  header('', 'median', 'least');
  row('`node -e 0`, start to end', number(median(times.node), 0), number(Math.min(...times.node), 0));
  row('action, start to its first S3 request', number(median(times.action), 0), number(Math.min(...times.action), 0));
  const start = median(times.action);
  return {
    what: 'start to first request',
    found: `${start.toFixed(0)} ms`,
    goal: `under ${START_GOAL} ms`,
    met: start < START_GOAL,
  };
}

/** How busy the machine is: more than its cores means other work, and that only ratios are worth a look. */
const load = (): string => number(loadavg()[0] ?? NaN, 1);

async function bench(folder: string): Promise<void> {
  const programs = findPrograms();
  const missing = Object.entries(programs).flatMap(([name, path]) => (path === undefined ? [name] : []));
  if (missing.length > 0) console.log(`\nWithout ${missing.join(', ')} (bench/install-peers.sh).`);
  const outcomes: Outcome[] = [await timeStartUp(folder)];
  const backups = await makeBackups(folder, size, layouts, counts, programs);
  const stored = [...backups.layouts].map(
    ([layout, backup]) => `${layout} ${backup.objects} objects, ${mebibytes(backup.stored)} MiB`,
  );
  const what = `${mebibytes(backups.bytes)} MiB database (stored: ${stored.join('; ')})`;
  const shape = `${SHAPED.firstByteMs} ms to the first byte, ${SHAPED.bytesPerSecond / 1e6} MB/s per connection`;
  for (const network of ['loopback', 'shaped'] as const) {
    console.log(
      `\n## Restore and full check of a ${what}, ${network === 'loopback' ? network : shape}, medians of ${runs}\n`,
    );
    outcomes.push(...(await compareLayouts(backups, network, runs, folder, bundle, programs)));
    console.log(`\nLoad average after it: ${load()}`);
  }
  console.log(`\n## A cache hit, ${what}, ${shape}, medians of ${runs}\n`);
  outcomes.push(...(await compareCacheHit(backups, runs, folder, bundle)));
  rmSync(backups.bucket, {recursive: true});
  if (increments > 0 && layouts.includes('ltx')) {
    outcomes.push(...(await compareIncrements(increments, Math.min(runs, 3), folder, bundle, programs)));
  }
  const weights: Weight[] = [];
  for (const megabytes of memory) {
    // One layout at a time: five gigabytes have to fit on the disk several times as it is.
    for (const layout of layouts) {
      const made = await makeBackups(folder, megabytes, [layout], counts, programs);
      weights.push(...(await weigh(made, folder, bundle)));
      rmSync(made.bucket, {recursive: true});
    }
  }
  printWeights(weights);
  outcomes.push(
    ...weights.map(({layout, bytes, measured}) =>
      weighed(`${nameOf(layout)}, ${mebibytes(bytes)} MiB`, [measured.peakAnonymous]),
    ),
  );
  printOutcomes(outcomes);
}

function printWeights(weights: readonly Weight[]): void {
  if (weights.length === 0) return;
  console.log('\n## Memory of all processes of the action together, MiB, one run each\n');
  header('database', 'layout', 'peak anonymous', 'peak resident', 'wall s');
  for (const {layout, bytes, measured} of weights) {
    const {peakAnonymous, peakResident, seconds} = measured;
    row(`${mebibytes(bytes)} MiB`, layout, mebibytes(peakAnonymous), mebibytes(peakResident), number(seconds, 1));
  }
}

function printOutcomes(outcomes: readonly Outcome[]): void {
  console.log('\n## Goals\n');
  header('what', 'found', 'goal', 'verdict');
  for (const {what, found, goal, met} of outcomes) row(what, found, goal, verdictText(met));
}

const folder = mkdtempSync(join(tmpdir(), 'restore-sqlite-bench-'));
const stop = () => {
  rmSync(folder, {recursive: true, force: true});
  process.exit(1);
};
process.once('SIGINT', stop).once('SIGTERM', stop);
try {
  const [cpu] = cpus();
  const machine = `${availableParallelism()} cores (${cpu?.model ?? '?'}), ${Math.round(totalmem() / 2 ** 30)} GiB`;
  console.log(
    `Node ${process.version}, ${process.platform} ${process.arch}, ${machine}, load before the start ${load()}`,
  );
  if (options.growth) await growth(folder, bundle, quick);
  else await bench(folder);
} finally {
  rmSync(folder, {recursive: true, force: true});
}
