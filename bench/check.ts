// node bench/check.ts [--size 600] [--runs 5]: the integrity check alone. The ways alternate; docs/performance.md shows
// one run. The script is also what it measures: with --way it checks a database once, in that way.
import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {availableParallelism, cpus, loadavg, tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {SILENT} from '../src/log.ts';
import {loadSqlite} from '../src/sqlite/addon.ts';
import {serveSqliteChild} from '../src/sqlite/child.ts';
import {openSqlite} from '../src/sqlite/children.ts';
import {fill, REPEATED} from './database.ts';
import {measure, type Measured} from './process.ts';
import {header, mebibytes, median, number, row} from './table.ts';

const WAYS = {
  defaults: 'one connection, SQLite’s default settings',
  plain: 'one child, our settings',
  divided: 'divided',
} as const;
type Way = keyof typeof WAYS;

/** A check that takes longer than this has hung. Milliseconds. */
const PATIENCE = 600_000;

async function checkOnce(way: Way, path: string): Promise<void> {
  if (way === 'defaults') {
    const Sqlite = await loadSqlite();
    const database = new Sqlite(path, {readonly: true});
    // The addon is built with a larger cache than SQLite's own default (sqlite.org/pragma.html#pragma_cache_size).
    database.pragma('cache_size = -2000');
    if (database.pragma('integrity_check', {simple: true}) !== 'ok') throw new Error('the database is damaged');
    database.close();
    // Of a database in WAL mode a reader that may not write leaves both.
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, {force: true});
    return;
  }
  const processes = way === 'plain' ? 1 : Math.max(2, availableParallelism());
  const sqlite = openSqlite(new URL(import.meta.url), SILENT, Math.min(4, processes));
  const report = await sqlite.check(path, {integrity: 'full', foreignKeys: false}, AbortSignal.timeout(PATIENCE));
  if (report.integrity !== 'ok') throw new Error(`the check says ${report.integrity}`);
}

async function compare(megabytes: number, runs: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'restore-sqlite-bench-'));
  try {
    const path = join(folder, 'a.db');
    fill(path, megabytes, REPEATED);
    const measured = {defaults: new Array<Measured>(), plain: new Array<Measured>(), divided: new Array<Measured>()};
    const ways = ['defaults', 'plain', 'divided'] as const satisfies readonly Way[];
    const load = [loadavg()[0] ?? NaN];
    for (let run = 0; run < runs; run += 1) {
      for (const way of ways) {
        const args = [fileURLToPath(import.meta.url), '--way', way, '--database', path];
        const result = await measure({file: process.execPath, args, cwd: folder, env: {}});
        if (result.status !== 0) throw new Error(`${way}: ${result.output}`);
        measured[way].push(result);
      }
      load.push(loadavg()[0] ?? NaN);
    }
    const bytes = statSync(path).size;
    console.log(
      `${Math.round(bytes / 1e6)} MB, ${runs} alternating runs, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ` +
        `Node ${process.versions.node}, load average ${load.map(value => value.toFixed(1)).join(', ')}\n`,
    );
    header('way', 'wall s (least)', 'times as fast', 'CPU s', 'anonymous MiB', 'resident MiB');
    const seconds = (way: Way) => measured[way].map(result => result.seconds);
    for (const way of ways) {
      // Each run against its neighbour: other work on the machine changes from minute to minute.
      const ratios = seconds('defaults').map((base, run) => base / (seconds(way)[run] ?? NaN));
      row(
        WAYS[way],
        `${number(median(seconds(way)), 1)} (${number(Math.min(...seconds(way)), 1)})`,
        number(median(ratios), 2),
        number(median(measured[way].map(({cpuSeconds}) => cpuSeconds)), 1),
        mebibytes(Math.max(...measured[way].map(({peakAnonymous}) => peakAnonymous))),
        mebibytes(Math.max(...measured[way].map(({peakResident}) => peakResident))),
      );
    }
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

function isWay(text: string): text is Way {
  return Object.hasOwn(WAYS, text);
}

if (process.argv[2] === 'sqlite-child') {
  await serveSqliteChild();
} else {
  const {values} = parseArgs({
    options: {
      // Megabytes.
      size: {type: 'string', default: '600'},
      runs: {type: 'string', default: '5'},
      way: {type: 'string'},
      database: {type: 'string'},
    },
  });
  const {way, database} = values;
  if (way === undefined) await compare(Number(values.size), Number(values.runs));
  else if (isWay(way) && database !== undefined) await checkOnce(way, database);
  else throw new TypeError(`no such way: ${way}`);
}
