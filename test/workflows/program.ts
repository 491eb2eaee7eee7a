// Programs that npm cannot bring: workflows are run and linted where they are at hand (.ci/run installs them).
import {existsSync} from 'node:fs';
import {delimiter, join} from 'node:path';

/** Path of the program `name` on PATH. */
export function programOnPath(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map(folder => join(folder, name))
    .find(path => existsSync(path));
}

/** For the option `skip` of a test: false, or the reason to print. */
export function skipWithout(...names: readonly string[]): string | false {
  const missing = names.filter(name => programOnPath(name) === undefined);
  return missing.length === 0 ? false : `not on PATH: ${missing.join(', ')}`;
}
