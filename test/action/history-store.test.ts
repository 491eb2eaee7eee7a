import assert from 'node:assert/strict';
import {join, resolve} from 'node:path';
import {suite, test} from 'node:test';
import {historyName, openHistory} from '../../src/action/history-store.ts';
import {NO_CHECKS} from '../../src/checks/defaults.ts';
import {SILENT} from '../../src/log.ts';
import type {RestoreRequest} from '../../src/request.ts';
import {REQUEST} from './sample-outcomes.ts';

const WORKSPACE = resolve('.');
const FILE = join(WORKSPACE, '.github', 'history.json');

const checked = (history: Partial<typeof NO_CHECKS.history>, more: Partial<RestoreRequest> = {}): RestoreRequest => ({
  ...REQUEST,
  ...more,
  checks: {...NO_CHECKS, history: {...NO_CHECKS.history, ...history}},
});

suite('whose history it is', () => {
  test('depends on the place of the backup, or on a written name alone', () => {
    const s3 = REQUEST.location.kind === 's3' ? REQUEST.location : assert.fail();
    const at = (place: Partial<typeof s3>, name?: string) =>
      historyName(checked({name}, {location: {...s3, ...place}}));
    const own = at({});
    const others = [
      at({bucket: 'other'}),
      at({prefix: 'other/'}),
      at({endpoint: 'https://other.example'}),
      historyName(checked({}, {format: 'object'})),
      historyName(checked({}, {location: {kind: 'directory', path: '/bucket', prefix: s3.prefix}})),
      at({}, 'own'),
    ];
    assert.equal(new Set([own, ...others]).size, 7);
    assert.equal(at({credentials: {accessKeyId: 'other', secretAccessKey: 'another-key'}, region: 'other'}), own);
    assert.equal(at({bucket: 'other'}, 'own'), at({}, 'own'));
  });

  test('is told by no name in it', () => {
    assert.match(historyName(checked({})), /^[0-9a-f]{32}$/);
    assert.match(historyName(checked({name: 'production'})), /^[0-9a-f]{32}$/);
  });
});

async function open(request: RestoreRequest, cacheHome?: string) {
  return (await openHistory(request, {workspace: WORKSPACE, cacheHome}, SILENT))?.name;
}

suite('where it is kept', () => {
  test('is the written file, else the cache, else nowhere', async () => {
    assert.equal(await open(checked({file: FILE}), '/cache'), join('.github', 'history.json'));
    assert.equal(await open(checked({}), '/cache'), 'the Actions cache');
    assert.equal(await open(checked({})), undefined);
  });

  test('is nowhere without checks, for a plan, and for an older state', async () => {
    assert.equal(await open(REQUEST, '/cache'), undefined);
    for (const more of [{mode: 'plan'}, {timestamp: 0}, {position: 'x'}] as const) {
      assert.equal(await open(checked({file: FILE}, more), '/cache'), undefined, JSON.stringify(more));
    }
  });
});
