// What restores a copy: this program through its whole pipeline, and the real Litestream programs from a folder.
import {execFile, execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdir, readFile, rm, utimes, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {promisify} from 'node:util';
import type {Bucket} from '../../test/models/memory-store.ts';
import {restoreInMemory} from '../../test/models/restore-in-memory.ts';
import {VERSION} from '../../src/version.ts';
import {scratchFolder} from '../../test/models/scratch.ts';

export type Answer =
  | {readonly ended: 'refused'; readonly why: string}
  | {
      readonly ended: 'restored';
      readonly image: Buffer;
      readonly verdict: 'pass' | 'inconclusive';
      /** The proof, for this program only. */
      readonly proof: string;
      /** Keys of the objects that it was made of, where the program tells. */
      readonly chain: readonly string[];
      /** What the program says of it. */
      readonly said: string;
    };

export type Program = {
  readonly name: string;
  /** The layouts that it reads. */
  readonly reads: (layout: Layout) => boolean;
  readonly restore: (bucket: Bucket, prefix: string, timestamp: number | undefined) => Promise<Answer>;
};

/** Which program wrote a backup: Litestream 0.3, 0.5, or first the one and then the other. */
export type Layout = '0.3' | '0.5' | 'both';

export const OURS: Program = {
  name: `restore-sqlite ${VERSION}`,
  reads: () => true,
  async restore(bucket, prefix, timestamp) {
    const location = {kind: 'directory', path: '', prefix} as const;
    const {result, image} = await restoreInMemory(bucket, {location, timestamp});
    const {error, plan, verdict} = result;
    if (image === undefined || verdict === 'fail') return {ended: 'refused', why: error?.message ?? verdict};
    const chain = plan?.layers.flatMap(({objects}) => objects.map(({key}) => key)) ?? [];
    const said = [plan?.point.position ?? '', ...(plan?.proof.because ?? []), ...(plan?.notes ?? [])].join('; ');
    return {ended: 'restored', image, verdict, proof: plan?.proof.word ?? '', chain, said};
  },
};

const run = promisify(execFile);

/** Milliseconds: a program that takes longer has hung. */
const PATIENCE = 60_000;

/** The programs that can be had, and why the others cannot. */
export function peers(env: NodeJS.ProcessEnv): {
  readonly here: readonly Program[];
  readonly missing: readonly string[];
} {
  const known = [
    {variable: 'LITESTREAM_03', version: '0.3', reads: (layout: Layout) => layout === '0.3'},
    {variable: 'LITESTREAM_05', version: '0.5', reads: () => true},
  ];
  const here: Program[] = [];
  const missing: string[] = [];
  for (const {variable, version, reads} of known) {
    const path = env[variable] ?? '';
    if (existsSync(path)) here.push(litestream(path, reads));
    else missing.push(`litestream ${version}: no row, because ${variable} is not the path of the program`);
  }
  return {here, missing};
}

function litestream(path: string, reads: Program['reads']): Program {
  const version = execFileSync(path, ['version'], {encoding: 'utf8', timeout: PATIENCE}).trim();
  return {
    name: `litestream ${version.replace(/^v/, '')}`,
    reads,
    async restore(bucket, prefix, timestamp) {
      const folder = scratchFolder('study');
      try {
        await writeTree(bucket, join(folder, 'replica'));
        const target = join(folder, 'out.db');
        const until = timestamp === undefined ? [] : ['-timestamp', new Date(timestamp).toISOString()];
        const url = `file://${join(folder, 'replica', prefix)}`;
        await run(path, ['restore', '-o', target, ...until, url], {timeout: PATIENCE, killSignal: 'SIGKILL'});
        const image = await readFile(target);
        return {ended: 'restored', image, verdict: 'pass', proof: '', chain: [], said: ''};
      } catch (error) {
        return {ended: 'refused', why: error instanceof Error ? error.message : String(error)};
      } finally {
        await rm(folder, {recursive: true, force: true});
      }
    },
  };
}

/** As the file client of 0.5 lays LTX files out; what 0.3 writes has the same names everywhere. */
async function writeTree(bucket: Bucket, folder: string): Promise<void> {
  for (const {key, bytes, lastModified} of bucket.values()) {
    const name = key.replace(/(^|\/)([0-9a-f]{4})\/([^/]*\.ltx)$/, (_, start: string, level: string, file: string) =>
      [`${start}ltx`, Number.parseInt(level, 16), file].join('/'),
    );
    const path = join(folder, name);
    await mkdir(dirname(path), {recursive: true});
    await writeFile(path, bytes);
    await utimes(path, lastModified / 1000, lastModified / 1000);
  }
}
