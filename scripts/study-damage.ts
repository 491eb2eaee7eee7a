// npm run study:damage: real Litestream backups, each copy damaged once by chance, restored by this program and by the
// Litestream programs named in LITESTREAM_03 and LITESTREAM_05; a Markdown table says what came of it.
//
//   --copies N        for this program (3,600)          --seed N       another seed, other damages (1)
//   --peer-copies N   for each Litestream program (540) --jobs N       processes at a time (1)
//   --only N          one copy, with what was said      --damage NAME  one kind of damage
//   --backup NAME     one backup                        --details      a line for each older or wrong result
//
// Exit code 1 when this program gave an older or a wrong state in silence.
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {backupsIn, copyOf, judgeWith, type Outcome} from './study-damage/copies.ts';
import {DAMAGES} from './study-damage/damages.ts';
import {OURS, peers} from './study-damage/programs.ts';
import {legend, silentOnes, table, tableByDamage} from './study-damage/table.ts';

const {values} = parseArgs({
  options: {
    copies: {type: 'string', default: '3600'},
    'peer-copies': {type: 'string', default: '540'},
    seed: {type: 'string', default: '1'},
    jobs: {type: 'string', default: '1'},
    only: {type: 'string'},
    damage: {type: 'string'},
    backup: {type: 'string'},
    details: {type: 'boolean', default: false},
    /** Of this process: `2/3` is every third copy, beginning with the second. */
    part: {type: 'string', default: '1/1'},
  },
});

const FOLDERS = ['litestream-v3', 'litestream-ltx'].map(name =>
  fileURLToPath(new URL(`../test/fixtures/${name}/`, import.meta.url)),
);

/** Restores between two lines about how far it is. */
const PROGRESS = 500;

const {here, missing} = peers(process.env);
if (Number(values.jobs) > 1) await report(await inProcesses(Number(values.jobs)));
else if (process.send === undefined) await report(await outcomesOf(values.part));
else process.send(await outcomesOf(values.part));

async function outcomesOf(part: string): Promise<readonly Outcome[]> {
  const [own = 1, parts = 1] = part.split('/').map(Number);
  const backups = backupsIn(FOLDERS).filter(({name}) => values.backup === undefined || name === values.backup);
  const damages = values.damage === undefined ? Object.keys(DAMAGES) : [values.damage];
  const work = [{program: OURS, copies: Number(values.copies)}];
  for (const program of here) work.push({program, copies: Number(values['peer-copies'])});
  const outcomes: Outcome[] = [];
  for (const {program, copies} of work) {
    const judge = judgeWith(program);
    // A program that cannot read a backup has its copies from the others.
    for (let number = own - 1, done = own - 1; done < copies && number < copies * 4; number += parts) {
      if (values.only !== undefined && number !== Number(values.only)) continue;
      const outcome = await judge(copyOf(number, Number(values.seed), backups, damages));
      if (outcome === undefined) continue;
      outcomes.push(outcome);
      done += parts;
      if (outcomes.length % PROGRESS === 0) console.error(`${outcomes.length} restores of part ${part}`);
    }
  }
  return outcomes;
}

async function inProcesses(jobs: number): Promise<readonly Outcome[]> {
  const script = fileURLToPath(import.meta.url);
  const running = Array.from({length: jobs}, async (_, index) => {
    const options = process.argv.slice(2).filter((option, at, all) => option !== '--jobs' && all[at - 1] !== '--jobs');
    const child = fork(script, [...options, '--part', `${index + 1}/${jobs}`]);
    const ended = once(child, 'exit');
    // Safe: the same file sends it, above.
    const [outcomes] = (await Promise.race([once(child, 'message'), ended.then(() => [])])) as [Outcome[]?];
    if (outcomes === undefined) throw new Error('A process of the study ended early');
    await ended;
    return outcomes;
  });
  return (await Promise.all(running)).flat();
}

async function report(outcomes: readonly Outcome[]): Promise<void> {
  for (const reason of missing) console.log(reason);
  const ours = outcomes.filter(({program}) => program === OURS.name);
  const silent = silentOnes(ours);
  const today = new Date().toISOString().slice(0, 10);
  console.log(`\n${today}, seed ${values.seed}, ${ours.length} copies for ${OURS.name}\n\n${table(outcomes)}\n`);
  console.log(`${OURS.name} by kind of damage:\n\n${tableByDamage(ours)}\n\n${legend()}`);
  const shown = values.only !== undefined ? outcomes : values.details ? silentOnes(outcomes) : silent;
  for (const outcome of shown) console.log(JSON.stringify(outcome));
  console.log(`\n${silent.length} older or wrong results of ${OURS.name} in silence`);
  process.exitCode = silent.length > 0 ? 1 : 0;
}
