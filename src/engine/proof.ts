// What shows that a plan is complete, in one word, and the best verdict that word allows.

export type Verdict = 'pass' | 'fail' | 'inconclusive';

/** The word, and the best verdict it allows. docs/proof.md says what each rests on. */
export const PROOFS = {
  complete: 'pass',
  covers: 'pass',
  'whole-file': 'pass',
  likely: 'inconclusive',
  weak: 'inconclusive',
  'snapshot-only': 'inconclusive',
  partial: 'inconclusive',
} as const satisfies Record<string, Verdict>;

export type ProofWord = keyof typeof PROOFS;

export type Proof = {
  readonly word: ProofWord;
  /** One sentence each: what the proof rests on, then every doubt. Shown in this order. */
  readonly because: readonly string[];
  /** Increments or frames the backup promises, those that were applied, and those that were left out with a reason. */
  readonly counts: {
    /** `WAL frames`, `TXIDs`, `objects`. */
    readonly unit: string;
    readonly expected: number;
    readonly applied: number;
    readonly ignored: number;
  };
  /** Intervals in which something is known to be missing: `salt step of 3 between ce04b189 and ce04b18c`. */
  readonly gaps: readonly string[];
  /** True when a listed increment was neither applied nor shown to be older or foreign: never `pass` then. */
  readonly unexplained: boolean;
};

/** The verdict that the proof alone allows, before any check has run. */
export function verdictOfProof(proof: Proof): Verdict {
  return proof.unexplained ? 'inconclusive' : PROOFS[proof.word];
}
