// The report for people, where the newest state failed and an older one passes.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {ENTRIES, jobFolders, runAction} from '../action/run-action.ts';
import {databaseBytes, putObject} from '../action/small-backup.ts';

const [SOURCES] = ENTRIES;

suite('The report for people', () => {
  test('tells the rows of each table then and now, and what became of each point that was looked at', async t => {
    const folders = jobFolders(t);
    const bucket = join(folders.workspace, 'bucket');
    putObject(bucket, 'app/app-20261121.db', databaseBytes(200));
    putObject(bucket, 'app/app-20261122.db', databaseBytes(120));
    putObject(bucket, 'app/app-20261123.db', databaseBytes(90));
    const {outputs} = await runAction(t, {
      entry: SOURCES?.path ?? assert.fail(),
      folders,
      inputs: {
        bucket: './bucket',
        prefix: 'app/',
        mode: 'verify',
        'last-good': 'report',
        checks: '{tables: {account: {rows: {min: 150}}}}',
      },
    });
    assert.equal(outputs['errorCode'], 'assertion');
    const text = readFileSync(outputs['reportMarkdownPath'] ?? '', 'utf8');
    assert.match(text, /\| <code>account<\/code> \| 200 \| 90 \|/);
    assert.match(text, /\| <code>app\/app-20261122\.db<\/code> \| assertion: .*120 rows/);
    assert.match(text, /\| <code>app\/app-20261121\.db<\/code> \| passed \|/);
    assert.match(text, /2 of 3 known points looked at\./);
    assert.doesNotMatch(text, /last-good: report looks for/, 'it has been looked for');
  });
});
