// The benchmark's data is only worth something when both sides read the same from it.
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {fill} from '../../bench/database.ts';
import {ltxBackup, v3Backup} from '../../bench/litestream.ts';
import {restore} from '../../src/restore.ts';
import {SILENT} from '../../src/log.ts';
import {openStore} from '../../src/storage/open.ts';
import {inProcessSqlite} from '../models/in-process-sqlite.ts';
import {DEFAULTS} from '../models/restore-request.ts';
import {createHash} from 'node:crypto';

for (const layout of ['ltx', 'v3'] as const) {
  test(`without Litestream itself, the ${layout} backup of the benchmark holds the database that it says`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    try {
      const database = join(folder, 'a.sqlite');
      const bucket = join(folder, 'bucket');
      fill(database, 1);
      const backup =
        layout === 'ltx'
          ? await ltxBackup(database, bucket, 'ltx/', 300, undefined)
          : await v3Backup(database, bucket, 300, undefined);
      assert.ok(backup.objects > 300, `${backup.objects} objects`);
      const {signal} = new AbortController();
      const location = {kind: 'directory', path: bucket, prefix: backup.prefix} as const;
      const target = join(folder, 'restored.sqlite');
      const result = await restore(
        {...DEFAULTS, location, target, tempFolder: folder},
        {
          openStore: () => openStore(location, {env: {}, log: SILENT, signal}),
          openSqlite: () => Promise.resolve(inProcessSqlite),
          log: SILENT,
          signal,
        },
      );
      assert.equal(result.error, undefined, result.error?.message);
      assert.equal(createHash('sha256').update(readFileSync(target)).digest('hex'), backup.sha256);
    } finally {
      rmSync(folder, {recursive: true, force: true});
    }
  });
}
