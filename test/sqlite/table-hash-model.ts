// docs/hashes.md, written anew with another binding and nothing of the program's: slow, whole rows in memory.
import {createHash} from 'node:crypto';
import {DatabaseSync} from 'node:sqlite';

/** @param order what stands behind ORDER BY */
export function modelHash(path: string, table: string, columns: readonly string[], order: string): string {
  const db = new DatabaseSync(path, {readOnly: true});
  try {
    const parts = columns.map(
      (name, i) => `typeof("${name}") AS t${i}, CAST("${name}" AS BLOB) AS b${i}, "${name}" AS v${i}`,
    );
    const {encoding} = db.prepare('PRAGMA encoding').get() ?? {};
    const hash = createHash('sha256').update(`restore-sqlite table 1 ${columns.length} ${String(encoding)}\n`);
    const statement = db.prepare(`SELECT ${parts.join(', ')} FROM "${table}" ORDER BY ${order}`);
    statement.setReadBigInts(true);
    for (const row of statement.iterate()) {
      columns.forEach((_, i) => {
        for (const bytes of bytesOf(String(row[`t${i}`]), row[`v${i}`], row[`b${i}`])) hash.update(bytes);
      });
    }
    return hash.digest('hex');
  } finally {
    db.close();
  }
}

function bytesOf(type: string, value: unknown, blob: unknown): readonly Uint8Array[] {
  const eight = Buffer.alloc(8);
  if (type === 'null') return [Buffer.from('N')];
  if (type === 'integer' && typeof value === 'bigint') {
    eight.writeBigInt64BE(value);
    return [Buffer.from('I'), eight];
  }
  if (type === 'real' && typeof value === 'number') {
    eight.writeDoubleBE(value);
    return [Buffer.from('R'), eight];
  }
  if (!(blob instanceof Uint8Array)) throw new TypeError(`a ${type} that is ${typeof value}`);
  eight.writeBigUInt64BE(BigInt(blob.length));
  return [Buffer.from(type === 'text' ? 'T' : 'B'), eight, blob];
}
