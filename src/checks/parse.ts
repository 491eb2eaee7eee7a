// The checks file: from what people write (docs/checks.md, docs/checks.schema.json) to what the rest of the program sees.
import type {ChecksFile} from './checks-file.ts';
import {DEFAULT_DRIFT, DEFAULT_RUN} from './defaults.ts';
import * as forms from './forms.ts';
import {migrationsForm, queriesForm, samplesForm, tablesForm} from './parse-data.ts';
import {driftForm} from './parse-drift.ts';
import {heartbeatForm, secretsOfHeartbeat} from './parse-heartbeat.ts';
import {
  evidenceForm,
  freshnessForm,
  historyForm,
  lastGoodForm,
  limitsForm,
  schemaForm,
  type Outside,
} from './parse-run.ts';
import {readTree} from './tree.ts';

export type ReadChecks =
  | {
      readonly checks: ChecksFile;
      /** Sentences without a full stop. */
      readonly warnings: readonly string[];
      /** Texts that must be masked before anything else is printed. */
      readonly secrets: readonly string[];
    }
  /** Each names its place, the value (never a secret one) and the allowed form. */
  | {readonly problems: readonly string[]};

/** Problems told at once; a file with more has one cause. */
const MOST_PROBLEMS = 20;

const MAX_INT32 = 2 ** 31 - 1;

/** @param text YAML or JSON */
export async function parseChecks(text: string, outside: Outside): Promise<ReadChecks> {
  const result = await readTree(text);
  if ('problems' in result) return {problems: result.problems.slice(0, MOST_PROBLEMS)};
  const problems: string[] = [];
  const form = forms.fields({
    // JSON has no comments: editors look for the schema there.
    $schema: forms.text('the address of the schema', 1000),
    tables: tablesForm,
    queries: queriesForm,
    samples: samplesForm,
    // Both are signed numbers of 32 bits in the header (sqlite.org/fileformat.html 1.3).
    'user-version': forms.integer(-MAX_INT32 - 1, MAX_INT32),
    // Tools print it unsigned as often.
    'application-id': forms.integer(-MAX_INT32 - 1, 2 ** 32 - 1),
    schema: schemaForm(outside),
    migrations: migrationsForm,
    drift: driftForm,
    history: historyForm(outside),
    freshness: freshnessForm,
    'last-good': lastGoodForm,
    heartbeat: heartbeatForm(outside),
    evidence: evidenceForm,
    limits: limitsForm,
  });
  const read = form({tree: result.tree, path: '', say: problem => problems.push(problem)});
  if (read === undefined || problems.length > 0) {
    const more = problems.length - MOST_PROBLEMS;
    return {problems: [...problems.slice(0, MOST_PROBLEMS), ...(more > 0 ? [`and ${more} more problems`] : [])]};
  }
  const {heartbeat} = read;
  return {
    checks: {
      tables: read.tables ?? [],
      queries: read.queries ?? [],
      samples: read.samples ?? [],
      userVersion: read['user-version'],
      applicationId: signed(read['application-id']),
      schema: read.schema,
      migrations: read.migrations,
      drift: read.drift ?? DEFAULT_DRIFT,
      history: read.history ?? DEFAULT_RUN.history,
      freshness: read.freshness ?? DEFAULT_RUN.freshness,
      lastGood: read['last-good'] ?? DEFAULT_RUN.lastGood,
      heartbeat: heartbeat?.url,
      tableHashes: read.evidence ?? DEFAULT_RUN.tableHashes,
      limits: read.limits ?? DEFAULT_RUN.limits,
    },
    warnings: heartbeat?.warning === undefined ? [] : [heartbeat.warning],
    secrets: heartbeat?.url === undefined ? [] : secretsOfHeartbeat(heartbeat.url),
  };
}

/** As SQLite tells it. */
const signed = (id: number | undefined) => (id === undefined ? undefined : id | 0);
