import assert from 'node:assert/strict';
import {setTimeout as pause} from 'node:timers/promises';
import {suite, test} from 'node:test';
import {INPUT_NAMES} from '../../src/action/input-table.ts';
import {isRestoreError} from '../../src/errors.ts';
import {givenFlags, helpText} from '../../src/terminal/flags.ts';
import {barText, createTerminalLog} from '../../src/terminal/log.ts';

function given(...args: string[]): unknown {
  const flags = givenFlags(args);
  return flags === 'help' ? flags : Object.fromEntries(flags);
}

suite('flags of the terminal command', () => {
  test('are the inputs of the action', () => {
    assert.deepEqual(given('--bucket', 's3://b/p', '--db-path=a b.sqlite', '--prefix', ''), {
      bucket: 's3://b/p',
      'db-path': 'a b.sqlite',
    });
    for (const name of INPUT_NAMES) assert.ok(helpText().includes(`--${name}`), name);
  });

  test('a flag that says yes or no needs no value', () => {
    assert.deepEqual(given('--anonymous', '--bucket', 'my-backups'), {anonymous: 'true', bucket: 'my-backups'});
    assert.deepEqual(given('--anonymous', 'false', '--cache'), {anonymous: 'false', cache: 'true'});
    assert.deepEqual(given('--allow-empty=false'), {'allow-empty': 'false'});
  });

  test('help is help wherever it stands', () => {
    assert.equal(given('--bucket', 'b', '--help'), 'help');
    assert.equal(given('-h'), 'help');
  });

  test('what is not a flag is refused with the one that was meant', () => {
    const problems: readonly [string[], RegExp][] = [
      [['--buket', 'x'], /no input `buket`; did you mean `bucket`/],
      [['--db-path'], /flags are wrong: .*db-path/],
      [['my-backups'], /flags are wrong/],
      [['--constructor', 'x'], /no input `constructor`/],
    ];
    for (const [args, pattern] of problems) {
      assert.throws(
        () => givenFlags(args),
        error => isRestoreError(error, 'input') && pattern.test(error.message),
      );
    }
  });
});

function screen(isTTY: boolean) {
  const parts: string[] = [];
  return {isTTY, columns: 60, write: (text: string) => parts.push(text), text: () => parts.join('')};
}

suite('the log of the terminal', () => {
  test('writes one plain line per message, whatever is in it', () => {
    const shown = screen(false);
    const log = createTerminalLog(shown, text => text.replaceAll('hunter2', '***'), false);
    log.info('one\ntwo \u001b[31mred');
    log.warn('the key is hunter2');
    log.debug('hidden');
    assert.equal(shown.text(), 'one\\u000atwo \\u001b[31mred\nwarning: the key is ***\n');
  });

  test('draws a bar on a terminal, and takes it away for a line', async () => {
    const shown = screen(true);
    const log = createTerminalLog(shown, text => text, false);
    const progress = log.progress('fetch', 1000, 'bytes');
    progress.add(500);
    while (!shown.text().includes('#')) await pause(20);
    log.info('a line');
    progress.end();
    progress.end();
    assert.ok(shown.text().includes(`\r\u001b[2Kfetch [${'#'.repeat(12)}${'-'.repeat(12)}] 500 B of 1.00 kB (50 %)`));
    assert.ok(shown.text().includes('\r\u001b[2Ka line\n'));
    assert.equal(shown.text().split('fetch: 500 B in').length, 2, 'one final line');
  });

  test('draws nothing where there is no terminal', async () => {
    const shown = screen(false);
    const progress = createTerminalLog(shown, text => text, false).progress('fetch', 1000, 'bytes');
    progress.add(1000);
    await pause(250);
    progress.end();
    assert.match(shown.text(), /^fetch: 1\.00 kB in .*\n$/);
    assert.doesNotMatch(shown.text(), /\r/);
  });

  test('a bar is never wider than the screen', () => {
    const state = {label: 'x'.repeat(100), done: 1, total: 2, unit: 'bytes', elapsedMs: 1000};
    assert.equal(barText(state, 40).length, 39);
  });
});
