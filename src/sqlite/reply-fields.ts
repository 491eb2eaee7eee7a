// Takes apart, field by field, what another process wrote. Each throws a TypeError for what was not agreed.

import * as json from '../json-fields.ts';

/** What messages call it: who reads them knows nothing of its inside. */
const PLACE = 'a part of it';

export function fields(value: unknown): json.Fields {
  return json.fields(value, PLACE);
}

export function boundedText(value: unknown, limit: number): string {
  return json.text(value, PLACE, limit);
}

export function count(value: unknown): number {
  if (typeof value !== 'number' || !(value >= 0) || value > Number.MAX_SAFE_INTEGER) throw new TypeError('not a count');
  return value;
}

export function integer(value: unknown): number {
  return json.integer(value, PLACE);
}

export function list<T>(value: unknown, limit: number, item: (value: unknown) => T): readonly T[] {
  return json.list(value, PLACE, item, limit);
}

export function oneOf<const T extends readonly string[]>(value: unknown, allowed: T): T[number] {
  const found = allowed.find(name => name === value);
  if (found === undefined) throw new TypeError('not one of the agreed words');
  return found;
}

export function flag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError('not a boolean');
  return value;
}
