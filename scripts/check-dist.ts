// The last step of `npm run build`: the bundle is complete, lazy, licensed, and runs on its own.
import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {problemsOf, restoreAlone} from './ci/bundle.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
// The project's own file.
const {dependencies} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {dependencies: object};

const problems = problemsOf(dist, Object.keys(dependencies), root);
if (problems.length > 0) throw new Error(`dist/ is not fit to be committed:\n  ${problems.join('\n  ')}`);
restoreAlone(dist);

const files = readdirSync(dist, {recursive: true, encoding: 'utf8'}).filter(name =>
  statSync(join(dist, name)).isFile(),
);
const bytes = (names: readonly string[]) => names.reduce((sum, name) => sum + statSync(join(dist, name)).size, 0);
const code = files.filter(name => name.endsWith('.js'));
console.log(
  `dist: ${files.length} files, ${bytes(files)} bytes, of them ${bytes(code)} of code in ${code.length} chunks`,
);
