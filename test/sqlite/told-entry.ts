// An entry for SQLite children that tells its process id.
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const CHILD = JSON.stringify(new URL('../../src/sqlite/child.ts', import.meta.url).href);
export const SERVE = `await (await import(${CHILD})).serveSqliteChild();`;

/** An entry in `folder` that does `code`, after it has written its process id, which is 0 until then. */
export function entryThatTells(folder: string, code = SERVE): {readonly url: URL; readonly pid: () => number} {
  const path = join(folder, 'entry.mjs');
  const pidPath = join(folder, 'pid');
  writeFileSync(
    path,
    `import {renameSync, writeFileSync} from 'node:fs';
     writeFileSync(${JSON.stringify(`${pidPath}~`)}, String(process.pid));
     renameSync(${JSON.stringify(`${pidPath}~`)}, ${JSON.stringify(pidPath)});
     ${code}`,
  );
  return {url: pathToFileURL(path), pid: () => (existsSync(pidPath) ? Number(readFileSync(pidPath, 'latin1')) : 0)};
}
