// What is to be reached, and whether it was: ratios of medians of alternating runs. Pure, so that it can be tested.
import {median} from './table.ts';

/** The action must be at least this many times as fast as its best peer, restore and full check together. */
export type SpeedGoal = {readonly loopback: number | undefined; readonly shaped: number | undefined};

export const SPEED_GOALS = {
  ltx: {loopback: 3, shaped: 6},
  v3: {loopback: 1.5, shaped: 3},
  object: {loopback: 1.3, shaped: 1.7},
  // Against the action on one zstd object.
  zlayer: {loopback: 1 / 1.2, shaped: 1 / 1.2},
  increments: {loopback: undefined, shaped: 10},
} as const satisfies Record<string, SpeedGoal>;

export type Work = keyof typeof SPEED_GOALS;

/** Bytes of anonymous memory of all processes together. */
export const MEMORY_GOAL = 256e6;

/** Milliseconds from the start to the first request. */
export const START_GOAL = 150;

/** The figures of one way, one for each of its runs. */
export type Series = {
  readonly name: string;
  readonly seconds: readonly number[];
  readonly cpuSeconds: readonly number[];
  /** Bytes. */
  readonly peakAnonymous: readonly number[];
  readonly peakResident: readonly number[];
};

/**
 * How many times as fast the first is as the best of the others in the same run: the median over the runs that all have.
 * NaN without another.
 */
export function timesAsFast(ours: readonly number[], others: readonly (readonly number[])[]): number {
  if (others.length === 0) return NaN;
  const runs = Math.min(ours.length, ...others.map(({length}) => length));
  const ratios = Array.from(
    {length: runs},
    (_, run) => Math.min(...others.map(other => other[run] ?? NaN)) / (ours[run] ?? NaN),
  );
  return median(ratios);
}

export type Outcome = {
  readonly what: string;
  readonly found: string;
  readonly goal: string;
  /** Undefined when there was nothing to compare with. */
  readonly met: boolean | undefined;
};

const atMost = (value: number, limit: number): boolean | undefined =>
  Number.isNaN(value) ? undefined : value <= limit;

/** Speed and CPU time of one work on one network. */
export function compared(what: string, ours: Series, peers: readonly Series[], goal: number | undefined): Outcome[] {
  const ratio = timesAsFast(
    ours.seconds,
    peers.map(({seconds}) => seconds),
  );
  const outcomes: Outcome[] = [];
  if (goal !== undefined) {
    outcomes.push({
      what: `${what}: times as fast`,
      found: Number.isNaN(ratio) ? '-' : ratio.toFixed(2),
      goal: `at least ${goal.toFixed(goal < 1 ? 2 : 1)}`,
      met: atMost(-ratio, -goal),
    });
  }
  const cpu = median(ours.cpuSeconds);
  const peerCpu = peers.length === 0 ? NaN : Math.min(...peers.map(({cpuSeconds}) => median(cpuSeconds)));
  outcomes.push({
    what: `${what}: CPU seconds`,
    found: Number.isNaN(cpu) ? '-' : cpu.toFixed(1),
    goal: Number.isNaN(peerCpu) ? 'at most the peer’s' : `at most ${peerCpu.toFixed(1)}`,
    met: Number.isNaN(peerCpu) ? undefined : atMost(cpu, peerCpu),
  });
  return outcomes;
}

/** @param peaks bytes of anonymous memory, of every run */
export function weighed(what: string, peaks: readonly number[]): Outcome {
  const peak = Math.max(...peaks);
  return {
    what: `${what}: anonymous memory`,
    found: Number.isNaN(peak) ? '-' : `${Math.round(peak / 1e6)} MB`,
    goal: `under ${MEMORY_GOAL / 1e6} MB`,
    met: Number.isNaN(peak) ? undefined : peak < MEMORY_GOAL,
  };
}

export function verdictText(met: boolean | undefined): string {
  return met === undefined ? 'not compared' : met ? 'met' : '**missed**';
}
