// `npm run demo` is the first thing that people run.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';

test('The demo restores, damages a byte, shows the failure, and ends well', () => {
  const script = fileURLToPath(new URL('../scripts/demo.ts', import.meta.url));
  const {status, stdout, stderr} = spawnSync(process.execPath, [script], {encoding: 'utf8', timeout: 150_000});
  assert.equal(status, 0, stderr);
  const shown = ['byte for byte', 'the step failed and says why', 'the old file is as it was'];
  for (const sentence of shown) assert.ok(stdout.includes(`✓ `) && stdout.includes(sentence), sentence);
  assert.match(stdout, /The checksum of a zstd frame is wrong/);
});
