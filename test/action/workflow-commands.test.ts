// The runner is spoken to in the words of @actions/core, which is the runner's own: the same bytes for the same texts.
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import * as core from '@actions/core';
import * as commands from '../../src/action/workflow-commands.ts';

const TEXTS = [
  '',
  'all is well',
  'a %, a %0A and a %25',
  'two\r\nlines\nand a third',
  'a: b, c :: d',
  '::error title=x::y',
  '##[group]',
  'ünïcode 🗄',
];

/** What `work` prints, which nobody else sees. */
function printed(t: TestContext, work: () => void): string {
  const lines: string[] = [];
  const write = t.mock.method(process.stdout, 'write', (text: string) => {
    lines.push(text);
    return true;
  });
  try {
    work();
  } finally {
    write.mock.restore();
  }
  return lines.join('');
}

suite('workflow commands', () => {
  const PAIRS: Readonly<Record<string, readonly [ours: (text: string) => void, theirs: (text: string) => void]>> = {
    'a line': [commands.info, core.info],
    'a debug line': [commands.debug, core.debug],
    'a notice': [text => commands.annotate('notice', text), text => core.notice(text)],
    'a warning': [text => commands.annotate('warning', text), text => core.warning(text)],
    'an error with a title': [
      text => commands.annotate('error', text, `title ${text}`),
      text => core.error(text, {title: `title ${text}`}),
    ],
    'a group': [commands.startGroup, core.startGroup],
    'the end of a group': [commands.endGroup, core.endGroup],
    'a secret': [commands.maskSecret, core.setSecret],
  };
  for (const [name, [ours, theirs]] of Object.entries(PAIRS)) {
    test(`${name} is the same as that of @actions/core`, t => {
      for (const text of TEXTS) {
        assert.equal(
          printed(t, () => ours(text)),
          printed(t, () => theirs(text)),
        );
      }
    });
  }
});

/** Sets GITHUB_OUTPUT, which @actions/core reads. */
function setVariable(t: TestContext, file: string): void {
  const before = process.env['GITHUB_OUTPUT'];
  t.after(() => (before === undefined ? delete process.env['GITHUB_OUTPUT'] : (process.env['GITHUB_OUTPUT'] = before)));
  process.env['GITHUB_OUTPUT'] = file;
}

const withoutDelimiters = (file: string) => readFileSync(file, 'utf8').replaceAll(/ghadelimiter_[0-9a-f-]{36}/g, '…');

suite('outputs', () => {
  const outputs = Object.fromEntries(TEXTS.map((text, index) => [`output${index}`, text]));

  test('are in the file as @actions/core writes them, but for the delimiter', t => {
    const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
    t.after(() => rmSync(folder, {recursive: true, force: true}));
    const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')];
    for (const file of [ours, theirs]) writeFileSync(file, '');
    commands.setOutputs(outputs, ours);
    setVariable(t, theirs);
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
    assert.equal(withoutDelimiters(ours), withoutDelimiters(theirs));
    assert.doesNotMatch(withoutDelimiters(ours), /ghadelimiter/);
  });

  test('each time have a delimiter that nobody could foresee', t => {
    const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
    t.after(() => rmSync(folder, {recursive: true, force: true}));
    const file = join(folder, 'output');
    writeFileSync(file, '');
    for (let time = 0; time < 2; time++) commands.setOutputs({verdict: 'pass'}, file);
    const delimiters = [...readFileSync(file, 'utf8').matchAll(/^verdict<<(.+)$/gm)].map(([, delimiter]) => delimiter);
    assert.equal(new Set(delimiters).size, 2);
  });

  test('are printed where the runner gives no file', t => {
    setVariable(t, '');
    assert.equal(
      printed(t, () => commands.setOutputs(outputs, '')),
      printed(t, () => {
        for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
      }),
    );
  });

  test('are refused where the file is not there', () => {
    assert.throws(() => commands.setOutputs(outputs, join(tmpdir(), 'no-such-folder', 'output')), /Missing file/);
  });
});
