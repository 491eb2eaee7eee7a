// Time and memory against the size of the database, and against the number of increments: tables, and charts for the docs.
import {rmSync} from 'node:fs';
import {chart, type Line} from './chart.ts';
import {findPrograms} from './programs.ts';
import {LAYOUTS, makeBackups, weigh, type Layout} from './suite.ts';
import {header, mebibytes, number, row} from './table.ts';
import type {Measured} from './process.ts';

const SIZES = [10, 30, 100, 300, 1000, 2000, 5000];
const INCREMENTS = [10, 100, 1000, 3000, 10_000];

/** Megabytes of the database that the increments follow. */
const SMALL = 10;

type Point = {readonly at: number; readonly layout: Layout; readonly measured: Measured};

/** One run each. */
export async function growth(folder: string, bundle: string, quick: boolean): Promise<void> {
  const programs = findPrograms();
  const measureAll = async (
    at: number,
    layouts: readonly Layout[],
    megabytes: number,
    increments: number,
  ): Promise<Point[]> => {
    const backups = await makeBackups(folder, megabytes, layouts, {increments, captures: 30}, programs);
    try {
      const points = (await weigh(backups, folder, bundle)).map(({layout, measured}) => ({at, layout, measured}));
      // It takes long: whoever waits sees that it goes on.
      for (const {layout, measured} of points) console.error(`${at} ${layout}: ${number(measured.seconds, 2)} s`);
      return points;
    } finally {
      rmSync(backups.bucket, {recursive: true});
    }
  };
  const bySize: Point[] = [];
  for (const megabytes of quick ? SIZES.slice(0, 3) : SIZES) {
    bySize.push(...(await measureAll(megabytes, LAYOUTS, megabytes, 30)));
  }
  print('database, MB', bySize);
  const byCount: Point[] = [];
  for (const increments of quick ? INCREMENTS.slice(0, 3) : INCREMENTS) {
    byCount.push(...(await measureAll(increments, ['ltx', 'v3'], SMALL, increments)));
  }
  print('increments', byCount);
}

function print(axis: string, points: readonly Point[]): void {
  console.log(`\n## Growth: ${axis}\n`);
  header(axis, 'layout', 'wall s', 'CPU s', 'peak anonymous MiB', 'peak resident MiB');
  for (const {at, layout, measured} of points) {
    const {seconds, cpuSeconds, peakAnonymous, peakResident} = measured;
    row(`${at}`, layout, number(seconds, 2), number(cpuSeconds, 1), mebibytes(peakAnonymous), mebibytes(peakResident));
  }
  const layouts = LAYOUTS.filter(layout => points.some(point => point.layout === layout));
  const lines = (value: (measured: Measured) => number): readonly Line[] =>
    layouts.map(layout => points.flatMap(point => (point.layout === layout ? [value(point.measured)] : [])));
  const at = [...new Set(points.map(point => `${point.at}`))];
  const who = layouts.join(', ');
  console.log(
    `\n${chart(
      `Wall seconds: ${who}`,
      axis,
      at,
      'seconds',
      lines(({seconds}) => seconds),
    )}`,
  );
  const megabytes = lines(({peakAnonymous}) => peakAnonymous / 1e6);
  console.log(`\n${chart(`Peak anonymous MB: ${who}`, axis, at, 'MB', megabytes)}`);
}
