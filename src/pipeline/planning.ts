// Listing and planning as every mode of a restore does them, with what people see of it.
import {verdictOfProof} from '../engine/proof.ts';
import {RestoreError} from '../errors.ts';
import {detectNewest} from '../formats/detect.ts';
import type {Listing, PlanFacts, PlanRequest, RestorePlan, RestoreTarget} from '../formats/format.ts';
import type {Log} from '../log.ts';
import {planAndBuild, type Attempted, type Found} from './attempt.ts';
import type {Builder} from './build.ts';
import type {Context} from './context.ts';
import {list, type ListContext} from './list.ts';
import {emptyFolder} from './scratch-folder.ts';

/** What a plan was made of. */
export type Used = Pick<Attempted<unknown>, 'found' | 'excluded'>;

/**
 * Which backup `listing` holds. Ends the log's group of the listing.
 * @throws RestoreError of the store, `no-backup`, `ambiguous`, `unsupported-format`
 */
export async function recognise(listing: Listing, context: ListContext): Promise<Found> {
  const {request, store, journal, log, signal} = context;
  const {format, backup, foreign, notes} = await detectNewest(listing, request, {store, signal, progress: () => {}});
  log.info(`Format ${format.name}: ${backup.description}`);
  for (const note of notes) log.info(note);
  if (foreign.length > 0) log.info(`Ignored, because no backup owns them: ${foreign.length} of the objects`);
  log.endGroup();
  journal.found(foreign);
  return {listing, format, backup, foreign, notes};
}

/** Plans for a target and carries the plan out with `build`; again without what fails. Throws as {@link planAndBuild} does. */
export async function attempt<Result>(
  found: Found,
  target: RestoreTarget,
  builder: Builder,
  context: Context,
  build: (plan: RestorePlan) => Promise<Result>,
): Promise<Attempted<Result>> {
  const {request, scratch, journal, log, signal} = context;
  return planAndBuild(found, {
    find: async () => recognise(await list(context), context),
    async plan(current, excluded) {
      const {format, notes = []} = current;
      log.group('Planning');
      const progress = log.progress('Reading what the plan needs', 0, 'bytes');
      try {
        // What an earlier plan kept there is of no use to this one, and its files would be in the way.
        await emptyFolder(scratch.planning);
        const planned = await journal.timed('plan', () =>
          format.plan({
            ...planRequest({found: current, excluded}, target, builder, context),
            progress: bytes => progress.add(bytes),
          }),
        );
        const plan = {...planned, notes: [...planned.notes, ...notes]};
        explain(plan, log);
        if (target.prefer === 'proven') requireProven(plan);
        return plan;
      } finally {
        progress.end();
        log.endGroup();
      }
    },
    build,
    onIncomplete: request.onIncomplete,
    damaged: context.damaged,
    log,
    signal,
  });
}

/** Planning has a line of its own for what it reads; replaying, too. */
const unseen = (): void => {};

export function planRequest(
  {found: {backup, listing}, excluded}: Used,
  target: RestoreTarget,
  {examine}: Builder,
  {scratch, store, decrypt, maxDatabaseSize, log, signal}: Context,
): PlanRequest {
  const scratchFolder = scratch.planning;
  return {
    backup,
    listing,
    target,
    store,
    decrypt,
    excluded,
    scratchFolder,
    maxDatabaseSize,
    examine,
    log,
    signal,
    progress: unseen,
  };
}

function explain(plan: PlanFacts, log: Log): void {
  log.info(`Restore point ${plan.point.position}, proof ${plan.proof.word}`);
  for (const {label, frames, commit} of plan.layers) {
    log.info(`  ${label}${frames === 0 ? '' : `, ${frames} frames`}${commit === undefined ? '' : `, ${commit} pages`}`);
  }
  for (const reason of plan.proof.because) log.info(`  ${reason}`);
  for (const {key, reason} of plan.leftOut) log.debug(`left out ${key}: ${reason}`);
}

/** @throws RestoreError `not-proven` */
function requireProven(plan: PlanFacts): void {
  if (verdictOfProof({...plan.proof, unexplained: false}) === 'pass') return;
  throw new RestoreError('not-proven', {
    what: 'The backup has no restore point that can be proven',
    where: plan.point.position,
    expected: 'a proven restore point, because on-inconclusive is “proven”',
    found: `proof ${plan.proof.word}`,
    todo: 'Set on-inconclusive: warn to take the likeliest state.',
  });
}
