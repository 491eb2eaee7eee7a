// One text for one value, so that hashes of reports can be compared and made again by anybody.
import {createHash} from 'node:crypto';

/**
 * JSON with the keys of every object in the order of their UTF-16 code units and no white space between tokens: RFC 8785
 * (JCS) for the values that reports hold (texts, integers, booleans, null, arrays, plain objects). `undefined` fields are
 * left out, as JSON does.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
    return `{${fields.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** SHA-256 of the canonical JSON in UTF-8, in hex. */
export function canonicalHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
