// What requests do to the heap of the process that makes them.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {describe, it} from 'node:test';
import {promisify} from 'node:util';

const MODULE = new URL('../../src/storage/young-generation.ts', import.meta.url).href;

/** Prints the largest size of the young generation, in MiB, while much is allocated and lives for a while. */
const work = (bounded: boolean): string => `
  import {getHeapSpaceStatistics} from 'node:v8';
  import {boundYoungGeneration} from '${MODULE}';
  let most = 0;
  const alive = [];
  for (let request = 0; request < 3000; request += 1) {
    ${bounded ? 'boundYoungGeneration();' : ''}
    alive[request % 400] = Array.from({length: 2000}, (_, at) => ({at}));
    most = Math.max(most, getHeapSpaceStatistics().find(space => space.space_name === 'new_space').space_size);
  }
  console.log(most / 2 ** 20);`;

async function largest(bounded: boolean): Promise<number> {
  // As on a machine with much memory, whatever this one has.
  const args = ['--max-semi-space-size=64', '--input-type=module', '--eval', work(bounded)];
  return Number((await promisify(execFile)(process.execPath, args)).stdout);
}

describe('the young generation', () => {
  it('stops growing where more of it brings nothing', async () => {
    assert.ok((await largest(false)) > 40, 'else there is nothing to bound');
    assert.ok((await largest(true)) <= 40);
  });
});
