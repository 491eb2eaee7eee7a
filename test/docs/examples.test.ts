// Every example in the Markdown that people paste from: YAML parses and uses inputs and outputs that exist, commands are
// the project's own, links lead somewhere.
import assert from 'node:assert/strict';
import {existsSync, globSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {parse} from 'yaml';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const keysOf = (value: unknown) => new Set(isObject(value) ? Object.keys(value) : []);

const action: unknown = parse(read('action.yml'));
assert.ok(isObject(action));
const inputs = keysOf(action['inputs']);
const outputs = keysOf(action['outputs']);
const manifest: unknown = JSON.parse(read('package.json'));
const scripts = keysOf(isObject(manifest) ? manifest['scripts'] : undefined);

const pages = globSync(['*.md', 'docs/**/*.md'], {cwd: root});
assert.ok(pages.includes('README.md'));

function fences(text: string, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, body = '']) => body);
}

/** Every step anywhere in a piece of workflow. */
function stepsIn(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(stepsIn);
  if (!isObject(value)) return [];
  const own = 'uses' in value || 'run' in value ? [value] : [];
  return [...own, ...Object.values(value).flatMap(stepsIn)];
}

const ours = ({uses}: Json) => typeof uses === 'string' && /(?:^|\/)restore-sqlite@|^\.\/$/.test(uses);

/** A step on its own may speak of one that the page showed before. */
function assertUsable(example: string, idsBefore: ReadonlySet<unknown> = new Set()): void {
  const steps = stepsIn(parse(example));
  for (const step of steps.filter(ours)) {
    const unknown = [...keysOf(step['with'])].filter(name => !inputs.has(name));
    assert.deepEqual(unknown, [], 'inputs that action.yml does not have');
    assert.ok(keysOf(step['with']).has('bucket'), 'a step without a bucket');
  }
  const ids = new Set([...idsBefore, ...steps.filter(ours).map(step => step['id'])]);
  for (const [, id, output = ''] of example.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)) {
    assert.ok(ids.has(id), `no step of ours has the id ${id}`);
    assert.ok(outputs.has(output), `action.yml has no output ${output}`);
  }
}

for (const path of globSync('examples/*.yml', {cwd: root})) {
  test(`${path} is valid and uses inputs and outputs that exist`, () => assertUsable(read(path)));
}

for (const page of pages) {
  const text = read(page);
  const ids = new Set(
    fences(text, 'yaml').flatMap(example =>
      stepsIn(parse(example))
        .filter(ours)
        .map(step => step['id']),
    ),
  );
  suite(page, () => {
    for (const [index, example] of fences(text, 'yaml').entries()) {
      test(`YAML example ${index + 1} is valid and uses inputs and outputs that exist`, () => {
        assertUsable(example, ids);
      });
    }
    for (const command of fences(text, 'sh')
      .flatMap(body => body.split(/&&|\n/))
      .map(part => part.trim())) {
      const [, script] = /^npm (?:run )?([\w:-]+)/.exec(command) ?? [];
      if (script === undefined || script === 'ci') continue;
      test(`the command “${command}” exists`, () => assert.ok(scripts.has(script)));
    }
    test('links to files lead somewhere', () => {
      const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) => target);
      const missing = targets.filter(target => !existsSync(join(root, dirname(page), target)));
      assert.deepEqual(missing, []);
    });
  });
}

test('The README names every input and every output', () => {
  const readme = read('README.md');
  const missing = [...inputs, ...outputs].filter(name => !readme.includes(`\`${name}\``));
  assert.deepEqual(missing, []);
});
