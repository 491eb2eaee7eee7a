// The committed dist/ must be what the sources build. Run after `npm run build`.
import {execFileSync} from 'node:child_process';

// Not `git diff`: it does not show a chunk that is new.
const changed = execFileSync('git', ['status', '--porcelain', '--untracked-files=all', '--', 'dist'], {
  encoding: 'utf8',
});
if (changed === '') {
  console.log('dist/ is what the sources build');
} else {
  console.error(`dist/ is not what the sources build. Run npm run build and commit dist/. Changed:\n${changed}`);
  process.exitCode = 1;
}
