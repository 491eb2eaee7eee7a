// The peers, and where they are.
import {existsSync} from 'node:fs';
import {homedir} from 'node:os';
import {delimiter, join} from 'node:path';

const {env} = process;

/** Where `bench/install-peers.sh` and `.ci/run` put programs. */
const TOOLS =
  env['RESTORE_SQLITE_TOOLS'] ?? join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'restore-sqlite/tools');

function onPath(name: string): string | undefined {
  return [TOOLS, ...(env['PATH'] ?? '').split(delimiter)].map(folder => join(folder, name)).find(existsSync);
}

/** A path for each program; undefined for what cannot be had here. */
export type Programs = {
  /** 0.5.17, as LITESTREAM_05 says or `bench/install-peers.sh` put it. */
  readonly litestream05: string | undefined;
  /** 0.3.13, likewise. */
  readonly litestream03: string | undefined;
  readonly aws: string | undefined;
  readonly curl: string | undefined;
  readonly zstd: string | undefined;
  readonly sqlite3: string | undefined;
};

export function findPrograms(): Programs {
  return {
    litestream05: env['LITESTREAM_05'] ?? onPath('litestream-05'),
    litestream03: env['LITESTREAM_03'] ?? onPath('litestream-03'),
    aws: onPath('aws'),
    curl: onPath('curl'),
    zstd: onPath('zstd'),
    sqlite3: onPath('sqlite3'),
  };
}
