// `npm run study:damage`, small: it runs, it finds nothing in this program, and it finds a mistake that is planted.
import assert from 'node:assert/strict';
import {spawnSync, type SpawnSyncReturns} from 'node:child_process';
import {cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {scratchFolder} from '../models/scratch.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

function study(root: string, ...options: readonly string[]): SpawnSyncReturns<string> {
  const script = join(root, 'scripts/study-damage.ts');
  return spawnSync(process.execPath, [script, ...options], {encoding: 'utf8', timeout: 150_000});
}

function cellsOf(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map(cell => cell.trim());
}

/** Cells of the rows whose first cell begins with `program`, by the names above them. */
function rows(stdout: string, program: string): readonly Readonly<Record<string, string>>[] {
  const lines = stdout.split('\n').filter(line => line.startsWith('| '));
  const names = cellsOf(lines.find(line => line.startsWith('| program')) ?? '');
  const own = lines.filter(line => line.startsWith(`| ${program}`));
  return own.map(line => Object.fromEntries(cellsOf(line).map((cell, at) => [names[at] ?? '', cell])));
}

suite('The damage study', () => {
  test('restores damaged copies of all backups, and finds nothing older or wrong in silence', () => {
    const {status, stdout, stderr} = study(ROOT, '--copies', '100', '--peer-copies', '4');
    assert.equal(status, 0, `${stdout}\n${stderr}`);
    const ours = rows(stdout, 'restore-sqlite');
    const sum = (column: string): number =>
      ours.reduce((total, row) => total + Number.parseInt(row[column] ?? '', 10), 0);
    assert.equal(sum('older') + sum('wrong'), 0);
    for (const column of ['exact', 'healed', 'loud']) assert.ok(sum(column) > 0, `${column}: ${sum(column)}`);
    assert.ok(sum('copies') >= 90, `${sum('copies')} copies`);
    assert.ok(new Set(ours.map(row => row['backups of'])).size >= 2, 'both layouts');
    for (const version of ['0.3', '0.5']) {
      const path = process.env[`LITESTREAM_${version.replace('.', '')}`] ?? '';
      if (existsSync(path)) assert.ok(rows(stdout, `litestream ${version}`).length > 0, version);
      else assert.match(stdout, new RegExp(`litestream ${version}: no row, because`));
    }
  });
  for (const [what, file, right, wrong, ...damage] of [
    [
      'ignores the checksums of LTX files',
      'src/codecs/ltx.ts',
      'if (stored === computed) return;',
      'if (stored === computed || computed > 0n) return;',
      '--damage=flipped',
      '--backup=ltx-b-ps4096',
    ],
    [
      'ends in silence before the first WAL segment that fails',
      'src/formats/litestream-v3/chain.ts',
      'wanted: wanted.length, broken};',
      'wanted: wanted.length, broken: undefined};',
      '--damage=emptied',
      '--backup=v3-b-ps4096',
    ],
  ] as const) {
    test(`finds a program that ${what}`, () => {
      const folder = scratchFolder('study-test');
      try {
        for (const part of ['src', 'scripts', 'package.json'])
          cpSync(join(ROOT, part), join(folder, part), {recursive: true});
        const fixtures = join(ROOT, 'test/fixtures');
        cpSync(join(ROOT, 'test'), join(folder, 'test'), {recursive: true, filter: source => source !== fixtures});
        symlinkSync(fixtures, join(folder, 'test/fixtures'), 'junction');
        symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
        const path = join(folder, file);
        const source = readFileSync(path, 'utf8');
        assert.ok(source.includes(right), `${file} has no “${right}” any more: plant the mistake elsewhere`);
        writeFileSync(path, source.replace(right, wrong));
        const {status, stdout, stderr} = study(folder, '--copies', '50', '--peer-copies', '0', ...damage);
        assert.equal(status, 1, `${stdout}\n${stderr}`);
        assert.match(stdout, /[1-9]\d* older or wrong results of restore-sqlite \S+ in silence/);
      } finally {
        rmSync(folder, {recursive: true, force: true});
      }
    });
  }
});
