import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';

type WordsModule = typeof import('../../src/action/words.ts');

let copies = 0;

/** Words of a step that has said nothing yet. */
async function freshWords(): Promise<WordsModule> {
  copies += 1;
  // Safe: the same module, for another address.
  return (await import(`../../src/action/words.ts?copy=${copies}`)) as WordsModule;
}

/** What is printed from here on, which nobody else sees: the test runner's own lines go on. */
function listen(t: TestContext): () => string {
  const said: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  t.mock.method(process.stdout, 'write', (text: unknown, ...rest: never[]) => {
    if (typeof text !== 'string') return write(text as Uint8Array, ...rest);
    said.push(text);
    return true;
  });
  return () => said.join('').replaceAll('\r\n', '\n');
}

function outputFile(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
  const before = process.env['GITHUB_OUTPUT'];
  t.after(() => {
    rmSync(folder, {recursive: true, force: true});
    if (before === undefined) delete process.env['GITHUB_OUTPUT'];
    else process.env['GITHUB_OUTPUT'] = before;
  });
  const file = join(folder, 'output');
  writeFileSync(file, '');
  // Where @actions/core looks.
  process.env['GITHUB_OUTPUT'] = file;
  return file;
}

suite('what a step says', () => {
  test('waits for the first request, and then comes in its order, secrets first', async t => {
    const words = await freshWords();
    const said = listen(t);
    words.maskSecret('hunter2');
    words.info('the first line');
    words.startGroup('Listing');
    words.begin();
    assert.equal(said(), '');
    words.annotate('warning', 'slow:\ndown', 'retrying');
    words.endGroup();
    await words.speak();
    const lines = [
      '::add-mask::hunter2',
      'the first line',
      '::group::Listing',
      '::warning title=retrying::slow:%0Adown',
      '::endgroup::',
    ];
    assert.equal(said(), `${lines.join('\n')}\n`);
    words.debug('at once');
    assert.match(said(), /::debug::at once\n$/);
  });

  test('is heard before long when the first request takes its time', async t => {
    const words = await freshWords();
    const said = listen(t);
    words.info('the first line');
    words.begin();
    // The timer holds up no exit, so something else has to.
    for (let tries = 0; said() === '' && tries < 200; tries += 1) await new Promise(resolve => setTimeout(resolve, 50));
    assert.equal(said(), 'the first line\n');
  });

  test('is all said although one output could not be written, which is told', async t => {
    const words = await freshWords();
    const file = outputFile(t);
    const said = listen(t);
    words.setOutputs({verdict: 'pass'}, file);
    words.info('a line');
    rmSync(file);
    assert.match(String(await words.speak()), /Missing file/);
    assert.equal(said(), 'a line\n');
    words.info('another');
    assert.equal(said(), 'a line\nanother\n');
  });

  test('as an output is in the file that the runner reads, whatever it holds', async t => {
    const words = await freshWords();
    const file = outputFile(t);
    words.setOutputs({verdict: 'pass', path: 'a\nb<<c'}, file);
    await words.speak();
    const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
    assert.match(text, /^verdict<<(ghadelimiter_\S+)\npass\n\1\npath<<(ghadelimiter_\S+)\na\nb<<c\n\2\n$/);
  });

  test('as an output is refused at once where nobody would read it', async () => {
    const words = await freshWords();
    assert.throws(() => words.setOutputs({}, join(tmpdir(), 'no-such-folder', 'output')), /Missing file/);
  });
});
