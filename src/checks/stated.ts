// What the file states about itself: user_version, application_id, schema, the newest migration.
import type {DatabaseFacts} from '../sqlite/sqlite.ts';
import {checkResult, onlyCell, quoted, unanswered, type Asking} from './asking.ts';
import type {CheckResult} from './check-result.ts';
import type {ChecksFile, MigrationsCheck} from './checks-file.ts';
import {cellText} from './values.ts';

export function checkNumbers(
  {userVersion, applicationId}: Pick<ChecksFile, 'userVersion' | 'applicationId'>,
  facts: DatabaseFacts,
): readonly CheckResult[] {
  const compared = [
    {kind: 'user-version', name: 'user_version', expected: userVersion, found: facts.userVersion},
    {kind: 'application-id', name: 'application_id', expected: applicationId, found: facts.applicationId},
  ] as const;
  return compared.flatMap(({kind, name, expected, found}) =>
    expected === undefined
      ? []
      : [checkResult(kind, name, expected === found ? 'pass' : 'fail', String(expected), String(found))],
  );
}

export function checkSchema(
  {file, fingerprint}: NonNullable<ChecksFile['schema']>,
  {schemaFingerprint}: DatabaseFacts,
): CheckResult {
  const name = `the schema has the fingerprint in ${file}`;
  if (fingerprint === undefined) {
    const found = `no fingerprint there; this schema's is ${schemaFingerprint}: when it is right, put it into that file`;
    return checkResult('schema', name, 'inconclusive', 'a fingerprint to compare with', found);
  }
  const status = fingerprint === schemaFingerprint ? 'pass' : 'fail';
  return checkResult('schema', name, status, fingerprint, schemaFingerprint);
}

export async function checkMigrations(
  {table, column, at, includes}: MigrationsCheck,
  context: Asking,
): Promise<readonly CheckResult[]> {
  return [
    ...(at === undefined ? [] : [await newest(table, column, at, context)]),
    ...(includes === undefined ? [] : [await included(table, column, includes, context)]),
  ];
}

async function newest(table: string, column: string, at: string, {ask}: Asking): Promise<CheckResult> {
  const name = `the newest migration in ${table}.${column}`;
  const answer = await ask(`SELECT max(r.${quoted(column)}) FROM main.${quoted(table)} AS r`, [], 1);
  if (answer.kind !== 'rows') {
    const {status, found} = unanswered(answer);
    return checkResult('migrations', name, status, at, found);
  }
  const cell = onlyCell(answer);
  if (cell === undefined || cell.type === 'null') return checkResult('migrations', name, 'fail', at, 'no migration');
  const found = cell.type === 'text' ? cell.text : cellText(cell, false);
  return checkResult('migrations', name, cell.text === at ? 'pass' : 'fail', at, found);
}

async function included(table: string, column: string, version: string, {ask}: Asking): Promise<CheckResult> {
  const name = `migration ${version} in ${table}.${column}`;
  const result = (status: CheckResult['status'], found: string) =>
    checkResult('migrations', name, status, 'applied', found);
  const sql = `SELECT count(*) FROM main.${quoted(table)} AS r WHERE CAST(r.${quoted(column)} AS TEXT) = ?`;
  const answer = await ask(sql, [version], 1);
  if (answer.kind !== 'rows') {
    const {status, found} = unanswered(answer);
    return result(status, found);
  }
  const count = onlyCell(answer)?.text;
  if (count === undefined) return result('inconclusive', 'no answer');
  return count === '0' ? result('fail', 'missing') : result('pass', 'applied');
}
