// One hash over all of a report, so that any edit, a verdict's or a check's too, is seen by whoever reads it later.
import {canonicalHash} from './canonical.ts';

/**
 * @param json the report as it will be stored, secrets blanked
 * @returns the same with `seal`: SHA-256 in hex over the canonical JSON of everything else
 */
export function sealed(json: string): object {
  // A report is an object; a spread of anything else would be empty.
  const report = JSON.parse(json) as object;
  return {...report, seal: canonicalHash(report)};
}

/** The seal that a report should have. */
export function sealOf(report: Readonly<Record<string, unknown>>): string {
  const {seal: _seal, ...rest} = report;
  return canonicalHash(rest);
}
