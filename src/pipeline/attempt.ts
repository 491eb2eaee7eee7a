// Plan, build, and when an object turns out to be gone or damaged: plan again without it.
import {LayerFailure} from '../engine/overlay.ts';
import {isRestoreError, RestoreError} from '../errors.ts';
import type {BackupFormat, DetectedBackup, Listing, PlanRequest, RestorePlan} from '../formats/format.ts';
import type {Log} from '../log.ts';
import type {ObjectInfo} from '../storage/store.ts';

/** What the listing holds now. */
export type Found = {
  readonly listing: Listing;
  readonly format: BackupFormat;
  readonly backup: DetectedBackup;
  readonly foreign: readonly ObjectInfo[];
  /** Clauses for the plan: what else lies under the prefix. */
  readonly notes?: readonly string[];
};

export type Attempt<Result> = {
  readonly find: () => Promise<Found>;
  readonly plan: (found: Found, excluded: PlanRequest['excluded']) => Promise<RestorePlan>;
  readonly build: (plan: RestorePlan) => Promise<Result>;
  readonly onIncomplete: 'fail' | 'warn';
  /** What earlier attempts on the same bucket found damaged. Grows: nothing is read again only to fail again. */
  readonly damaged?: DamagedObjects | undefined;
  readonly log: Log;
  readonly signal: AbortSignal;
};

/** Why objects failed, by {@link versionOf}. */
export type DamagedObjects = Map<string, RestoreError>;

/** Equal for equal bytes under one key. */
function versionOf({key, etag}: ObjectInfo): string {
  return `${etag} ${key}`;
}

export type Attempted<Result> = {
  readonly plan: RestorePlan;
  readonly built: Result;
  /** What the listing held when the plan was made, and the objects that it does without, with the reason. */
  readonly found: Found;
  readonly excluded: PlanRequest['excluded'];
};

/** Damage that may lie in the bytes as they came, not as they are stored: such an object is read once more. */
export const DAMAGE = ['truncated', 'trailing', 'decompress', 'checksum', 'format'] as const;

/** Plans tried at most: a bucket of ruins, or one that changes all the time, must still end. */
const MAX_PLANS = 16;

/**
 * Another plan is taken without asking only when it reaches the same restore point, or when the listing itself has
 * changed (retention ran). An older point needs `on-incomplete: warn`, and is called `partial`.
 * @throws RestoreError of the first failure when no other plan may be taken
 */
export async function planAndBuild<Result>(found: Found, attempt: Attempt<Result>): Promise<Attempted<Result>> {
  const excluded = new Map<string, string>();
  const failures: RestoreError[] = [];
  const readTwice = new Set<string>();
  const {damaged = new Map()} = attempt;
  let current = found;
  let firstPosition: string | undefined;
  for (let tries = 1; ; tries += 1) {
    attempt.signal.throwIfAborted();
    let failed: readonly ObjectInfo[];
    let refusal: RestoreError | undefined;
    try {
      const fresh = await attempt.plan(current, excluded);
      if (failures.length === 0) firstPosition = fresh.point.position;
      refusal = refusalOf(fresh, firstPosition ?? '', failures, attempt.onIncomplete);
      if (refusal !== undefined) throw refusal;
      const plan = withHistory(fresh, firstPosition ?? '', failures);
      refuseDamaged(plan, damaged);
      return {plan, built: await attempt.build(plan), found: current, excluded};
    } catch (thrown) {
      attempt.signal.throwIfAborted();
      if (thrown === refusal) throw thrown;
      // A plan that failed before it named its point: whatever comes after it is not known to be as new.
      firstPosition ??= '';
      const {error, candidates} = unwrap(thrown, current.backup.objects);
      failed = objectsToBlame(error, candidates, current.backup.objects).filter(({key}) => !excluded.has(key));
      if (failed.length === 0 || tries >= MAX_PLANS || !mayPlanAgain(error, thrown))
        throw advised(failures[0] ?? error);
      if (error.failure.doubt === true) {
        attempt.log.info(`${error.message} Planning again without it.`);
        for (const {key} of failed) excluded.set(key, error.failure.what);
        continue;
      }
      const isNews = (object: ObjectInfo): boolean => !readTwice.has(object.key) && !damaged.has(versionOf(object));
      const fresh = isRestoreError(error, ...DAMAGE) ? failed.filter(isNews) : [];
      if (fresh.length > 0) {
        for (const {key} of fresh) readTwice.add(key);
        attempt.log.warn(`${error.message} Reading it once more.`);
        continue;
      }
      failures.push(error);
      for (const object of damagedAlone(thrown, error)) damaged.set(versionOf(object), error);
      attempt.log.warn(`${error.message} Planning again without it.`);
    }
    const [error] = failures.slice(-1);
    if (isRestoreError(error, 'gone', 'changed')) {
      current = await attempt.find();
      const {objects} = current.backup;
      const stillListed = failed.filter(old => objects.some(({key, etag}) => key === old.key && etag === old.etag));
      if (stillListed.length < failed.length) {
        // The bucket itself moved on: what its listing offers now is the backup, not a fallback.
        failures.length = 0;
        firstPosition = undefined;
      }
      failed = stillListed;
    }
    for (const {key} of failed) excluded.set(key, error?.failure.what ?? 'it failed');
  }
}

/** @throws LayerFailure as reading the object once more would */
function refuseDamaged({layers}: RestorePlan, damaged: DamagedObjects): void {
  if (damaged.size === 0) return;
  for (const layer of layers) {
    for (const object of layer.objects) {
      const error = damaged.get(versionOf(object));
      if (error !== undefined) throw new LayerFailure(layer, error);
    }
  }
}

/**
 * The objects that fail in whatever plan they are. What a plan's layers only show together may be another one's fault, and
 * what has gone may be listed no more.
 */
function damagedAlone(thrown: unknown, error: RestoreError): readonly ObjectInfo[] {
  const {code, failure} = error;
  if (!(thrown instanceof LayerFailure) || failure.together === true || code === 'gone' || code === 'changed')
    return [];
  return thrown.layer.objects.filter(({key}) => failure.where?.endsWith(key) === true);
}

/** Decoders know what is wrong with the bytes, and not what can be done about it. */
function advised(error: RestoreError): RestoreError {
  if (!isRestoreError(error, ...DAMAGE) || error.failure.todo !== undefined) return error;
  const todo =
    'Restore an earlier point (input timestamp or position; last-good: report looks for one), and find out what damaged the object.';
  return new RestoreError(error.code, {...error.failure, todo});
}

function mayPlanAgain(error: RestoreError, thrown: unknown): boolean {
  // A gap that only decoding shows (Litestream 0.3 names no lengths): what lies before it can still be planned.
  if (thrown instanceof LayerFailure && isRestoreError(error, 'gap')) return true;
  return isRestoreError(
    error,
    'gone',
    'changed',
    'truncated',
    'trailing',
    'decompress',
    'checksum',
    'format',
    'archived',
  );
}

/** The first failure, when the plan made after it is not known to be as new and the user did not allow an older one. */
function refusalOf(
  plan: RestorePlan,
  firstPosition: string,
  [cause]: readonly RestoreError[],
  onIncomplete: 'fail' | 'warn',
): RestoreError | undefined {
  if (cause === undefined || plan.point.position === firstPosition || onIncomplete === 'warn') return undefined;
  const offer = `An older restore point is there: set on-incomplete: warn, or position: ${plan.point.position}.`;
  return new RestoreError(cause.code, {
    ...cause.failure,
    todo: cause.failure.todo === undefined ? offer : `${cause.failure.todo} ${offer}`,
    cause,
  });
}

/** The plan, with what was tried before it in its notes, and in its proof when it is older than what was tried. */
function withHistory(plan: RestorePlan, firstPosition: string, failures: readonly RestoreError[]): RestorePlan {
  const [cause] = failures;
  if (cause === undefined) return plan;
  const notes = [...plan.notes, ...failures.map(({message}) => `planned again after: ${message}`)];
  if (plan.point.position === firstPosition) return {...plan, notes};
  const because = [`This is older than the newest backup, which failed: ${cause.message}`, ...plan.proof.because];
  return {...plan, notes, proof: {...plan.proof, word: 'partial', because}};
}

/** The error itself, and the objects among which the failing one is. */
function unwrap(
  thrown: unknown,
  objects: readonly ObjectInfo[],
): {readonly error: RestoreError; readonly candidates: readonly ObjectInfo[]} {
  const layer = thrown instanceof LayerFailure ? thrown.layer : undefined;
  const cause = thrown instanceof LayerFailure ? thrown.cause : thrown;
  if (!(cause instanceof RestoreError)) throw cause;
  return {error: cause, candidates: layer?.objects ?? objects};
}

/**
 * The objects that an error is about: the one that it names, or the only candidate.
 * @param all what only several layers together show may be the fault of an object of another layer
 */
export function objectsToBlame(
  error: RestoreError,
  candidates: readonly ObjectInfo[],
  all: readonly ObjectInfo[],
): readonly ObjectInfo[] {
  for (const objects of [candidates, all]) {
    const named = objects.filter(({key}) => error.failure.where?.endsWith(key) === true);
    if (named.length > 0) return named;
  }
  return candidates.length === 1 ? candidates : [];
}
