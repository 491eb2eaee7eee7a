// What a plan says, apart from what carries it out.
import type {PlanFacts} from '../formats/format.ts';

/** The plan without the means to carry it out. */
export function factsOfPlan({layers, ...plan}: PlanFacts): PlanFacts {
  return {
    ...plan,
    layers: layers.map(({label, kind, time, objects, commit, frames}) => ({
      label,
      kind,
      time,
      objects,
      commit,
      frames,
    })),
  };
}
