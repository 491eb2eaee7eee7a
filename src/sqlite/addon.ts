// Loads better-sqlite3's addon for the platform the program runs on. Each import below is a platform entry of the
// package, so that the bundler takes the .node files and nothing that looks for them at run time.
import {existsSync, readFileSync} from 'node:fs';
import type Database from 'better-sqlite3';
import {RestoreError} from '../errors.ts';

export type SqliteConstructor = typeof Database;

/** What decides which addon fits. */
export type Host = {
  readonly platform: string;
  readonly arch: string;
  readonly musl: boolean;
  /** Highest Node-API version of this Node; absent in Nodes without it. */
  readonly napi: string | undefined;
  /** `v24.4.0` */
  readonly node: string;
};

/** better-sqlite3 13 is built for it (its binding.gyp): Node 22.14 and later, and 24. Older ones crash while loading. */
const NODE_API = 10;

const LOADERS = {
  'linux-x64': () => import('better-sqlite3/linux-x64'),
  'linux-arm64': () => import('better-sqlite3/linux-arm64'),
  'linuxmusl-x64': () => import('better-sqlite3/linuxmusl-x64'),
  'linuxmusl-arm64': () => import('better-sqlite3/linuxmusl-arm64'),
  'darwin-x64': () => import('better-sqlite3/darwin-x64'),
  'darwin-arm64': () => import('better-sqlite3/darwin-arm64'),
  'win32-x64': () => import('better-sqlite3/win32-x64'),
  'win32-arm64': () => import('better-sqlite3/win32-arm64'),
} satisfies Record<string, () => Promise<{readonly default: SqliteConstructor}>>;

export type PlatformEntry = keyof typeof LOADERS;

function isPlatformEntry(name: string): name is PlatformEntry {
  return Object.hasOwn(LOADERS, name);
}

/**
 * The addon for `host`.
 * @throws RestoreError `platform` when its Node is too old (loading would crash without a word) or there is no addon
 */
export function platformEntry(host: Host): PlatformEntry {
  if (!(Number(host.napi) >= NODE_API)) {
    throw new RestoreError('platform', {
      what: 'This Node is too old for the bundled SQLite',
      expected: 'Node 24 (or 22.14 and later)',
      found: host.node,
      todo: 'Run the action on a runner that provides node24, or put Node 24 on the PATH.',
    });
  }
  const name = `${host.platform === 'linux' && host.musl ? 'linuxmusl' : host.platform}-${host.arch}`;
  if (!isPlatformEntry(name)) {
    throw new RestoreError('platform', {
      what: 'There is no SQLite build for this platform',
      expected: Object.keys(LOADERS).join(', '),
      found: name,
      todo: 'Use a runner with one of these platforms.',
    });
  }
  return name;
}

/** Puts the reason why the addon `entry` did not load into one sentence. */
export function loadFailure(entry: PlatformEntry, cause: unknown): RestoreError {
  const message = cause instanceof Error ? cause.message : String(cause);
  // dlopen's own words, from glibc: "version `GLIBC_2.34' not found (required by …)".
  const glibc = /version [`'](GLIBC(?:XX)?_[\d.]+)' not found/.exec(message)?.[1];
  if (glibc !== undefined) {
    return new RestoreError('platform', {
      what: 'The system’s C library is too old for the bundled SQLite',
      expected: glibc.replace('_', ' '),
      todo: 'Use Ubuntu 22.04, Debian 12, RHEL 9 or later.',
      cause,
    });
  }
  if (/cannot find (?:module|package)|no such file|cannot open shared object file|could not be found/i.test(message)) {
    return new RestoreError('platform', {
      what: 'The SQLite addon is missing from this copy of the action',
      expected: `${entry}.node`,
      todo: 'Use a released version; in a fork, commit the whole dist folder, .node files included.',
      cause,
    });
  }
  return new RestoreError('platform', {
    what: 'The bundled SQLite cannot be loaded',
    where: `${entry}.node`,
    found: message.split('\n')[0],
    cause,
  });
}

/** The C library of this process, as its own memory map shows it; the files on disk decide where there is none. */
function usesMusl(): boolean {
  try {
    const maps = readFileSync('/proc/self/maps', 'latin1');
    if (/\/ld-musl-[^/\s]*\.so/.test(maps)) return true;
    if (/\/(?:ld-linux[^/\s]*|libc)\.so\.\d/.test(maps)) return false;
  } catch {
    // No /proc (or not Linux).
  }
  return existsSync('/lib/ld-musl-x86_64.so.1') || existsSync('/lib/ld-musl-aarch64.so.1');
}

function thisHost(): Host {
  const {platform, arch, version: node, versions} = process;
  return {platform, arch, node, napi: versions['napi'], musl: platform === 'linux' && usesMusl()};
}

/** @throws RestoreError `platform` with a sentence that says what to change */
export async function loadSqlite(): Promise<SqliteConstructor> {
  const entry = platformEntry(thisHost());
  try {
    const {default: Sqlite} = await LOADERS[entry]();
    // The package loads its addon with the first database, not with the import.
    new Sqlite(':memory:').close();
    return Sqlite;
  } catch (cause) {
    throw loadFailure(entry, cause);
  }
}
