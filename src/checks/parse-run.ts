// The parts of the checks file that speak of the run: schema file, history, heartbeat, limits.
import {messageOf} from '../errors.ts';
import type {ChecksFile} from './checks-file.ts';
import {DEFAULT_RUN} from './defaults.ts';
import * as forms from './forms.ts';
import type {Form} from './forms.ts';

/** What the checks file can reach outside itself. */
export type Outside = {
  /** An environment variable, `undefined` when it is not set. */
  variable(name: string): string | undefined;
  /** The absolute path of a file that may be used, links resolved; or a verb phrase that says why not. */
  path(text: string): {readonly path: string} | {readonly problem: string};
  /** The beginning of a text file, at most `most` bytes; `undefined` when there is no such file. @throws when it cannot be read */
  read(path: string, most: number): string | undefined;
};

const LONGEST_PATH = 1000;
const FINGERPRINT_BYTES = 1000;

/** A file that holds a fingerprint, perhaps with other words behind it, as sha256sum writes them. */
export function schemaForm(outside: Outside): Form<NonNullable<ChecksFile['schema']>> {
  return at => {
    const file = forms.text('the path of a file with the fingerprint', LONGEST_PATH)(at);
    if (file === undefined) return undefined;
    const found = outside.path(file);
    if ('problem' in found) return forms.refuse(at, `is ${JSON.stringify(file)}, which ${found.problem}`);
    let content: string | undefined;
    try {
      content = outside.read(found.path, FINGERPRINT_BYTES);
    } catch (error) {
      const why = messageOf(error);
      return forms.refuse(at, `is ${JSON.stringify(file)}, which cannot be read: ${why}`);
    }
    // What is not there yet is shown by the first run, and put there by the user.
    if (content === undefined || content.trim() === '') return {file};
    const [, fingerprint] = /^\s*([0-9a-f]{64})(?:\s|$)/i.exec(content) ?? [];
    if (fingerprint === undefined) {
      return forms.refuse(
        at,
        `is ${JSON.stringify(file)}, which does not begin with a fingerprint of 64 hexadecimal digits`,
      );
    }
    return {file, fingerprint: fingerprint.toLowerCase()};
  };
}

const historyName: Form<string> = at => {
  const written = forms.text('a name for the history', 100)(at);
  if (written === undefined || /^[\w.-]+$/.test(written)) return written;
  return forms.wrong(at, 'letters, digits, dot, hyphen and underscore');
};

export function historyForm(outside: Outside): Form<ChecksFile['history']> {
  const file: Form<string> = at => {
    const written = forms.text('the path of a file for earlier runs', LONGEST_PATH)(at);
    if (written === undefined) return undefined;
    const found = outside.path(written);
    return 'path' in found ? found.path : forms.refuse(at, `is ${JSON.stringify(written)}, which ${found.problem}`);
  };
  const form = forms.fields({file, keep: forms.integer(2, 400), name: historyName});
  return at => {
    const read = form(at);
    return read === undefined ? undefined : {...read, keep: read.keep ?? DEFAULT_RUN.history.keep};
  };
}

export const freshnessForm: Form<ChecksFile['freshness']> = at => {
  const read = forms.fields({'clock-skew': forms.duration, 'unchanged-for': forms.duration})(at);
  if (read === undefined) return undefined;
  return {clockSkew: read['clock-skew'] ?? DEFAULT_RUN.freshness.clockSkew, unchangedFor: read['unchanged-for']};
};

export const lastGoodForm: Form<ChecksFile['lastGood']> = at => {
  const read = forms.fields({restores: forms.integer(1, 1000), time: forms.duration})(at);
  return read === undefined ? undefined : {...DEFAULT_RUN.lastGood, ...withoutGaps(read)};
};

export const limitsForm: Form<ChecksFile['limits']> = at => {
  const read = forms.fields({'query-time': shortDuration, 'query-rows': forms.integer(1, 1_000_000_000)})(at);
  if (read === undefined) return undefined;
  const {queryTime, queryRows} = DEFAULT_RUN.limits;
  return {queryTime: read['query-time'] ?? queryTime, queryRows: read['query-rows'] ?? queryRows};
};

const HOUR = 3_600_000;

const shortDuration: Form<number> = at => {
  const ms = forms.duration(at);
  return ms === undefined || ms <= 6 * HOUR ? ms : forms.wrong(at, 'a duration of at most 6h');
};

export const evidenceForm: Form<boolean> = at => {
  const read = forms.fields({'table-hashes': forms.truth})(at);
  return read === undefined ? undefined : (read['table-hashes'] ?? DEFAULT_RUN.tableHashes);
};

/** Without the keys whose value is undefined, which would hide a default behind them. */
function withoutGaps<T extends object>(fields: T): {[K in keyof T]: Exclude<T[K], undefined>} {
  // Safe: what is undefined has been taken out.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
