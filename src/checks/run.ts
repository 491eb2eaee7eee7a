// Asks a sound database everything that the checks file demands of it.
import type {PastRun} from '../history/history.ts';
import type {DatabaseFacts, Sqlite} from '../sqlite/sqlite.ts';
import {asking} from './asking.ts';
import type {CheckResult} from './check-result.ts';
import type {ChecksFile} from './checks-file.ts';
import {checkQuery, checkSample} from './queries.ts';
import {checkMigrations, checkNumbers, checkSchema} from './stated.ts';
import {checkTables} from './tables.ts';

type Demands = Pick<
  ChecksFile,
  'tables' | 'queries' | 'samples' | 'userVersion' | 'applicationId' | 'schema' | 'migrations' | 'limits'
>;

/**
 * One result for each demand, in the order of the file's sections. Each question runs in a process of its own, one after
 * the other. What SQLite refuses to answer (no such table) is a `fail`; what ran out of time is `inconclusive`.
 * @throws RestoreError when SQLite's process cannot be asked, `cancelled`, `timeout` of the whole step
 */
export async function runChecks(
  path: string,
  checks: Demands,
  context: {
    readonly sqlite: Pick<Sqlite, 'query'>;
    readonly facts: DatabaseFacts;
    /** The last good run. */
    readonly baseline: PastRun | undefined;
    readonly signal: AbortSignal;
  },
): Promise<readonly CheckResult[]> {
  const {sqlite, facts, baseline, signal} = context;
  const questions = asking(path, sqlite, checks.limits, signal);
  const results: CheckResult[] = [...(await checkTables(checks.tables, facts, baseline, questions))];
  for (const query of checks.queries) results.push(await checkQuery(query, questions));
  results.push(...checkNumbers(checks, facts));
  if (checks.schema !== undefined) results.push(checkSchema(checks.schema, facts));
  if (checks.migrations !== undefined) results.push(...(await checkMigrations(checks.migrations, questions)));
  for (const sample of checks.samples) results.push(await checkSample(sample, questions));
  return results;
}
