// JSON that came from somewhere, taken apart field by field, for it may be anything. `place` is what a message calls it.

export type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A whole number of things: 0 and more. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** @throws TypeError */
export function fields(value: unknown, place: string): Fields {
  if (!isObject(value)) throw new TypeError(`${place} is no object`);
  return value;
}

/**
 * @param limit UTF-16 units
 * @throws TypeError
 */
export function text(value: unknown, place: string, limit = Infinity): string {
  if (typeof value !== 'string') throw new TypeError(`${place} is no text`);
  if (value.length > limit) throw new TypeError(`${place} is longer than the agreed length of ${limit}`);
  return value;
}

/** @throws TypeError */
export function integer(value: unknown, place: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new TypeError(`${place} is no whole number`);
  return value;
}

/**
 * @param limit entries
 * @throws TypeError, also those of `entry`
 */
export function list<T>(
  value: unknown,
  place: string,
  entry: (value: unknown, place: string) => T,
  limit = Infinity,
): readonly T[] {
  if (!Array.isArray(value)) throw new TypeError(`${place} is no list`);
  if (value.length > limit) throw new TypeError(`${place} is longer than the agreed length of ${limit}`);
  return value.map((item, index) => entry(item, `${place}[${index}]`));
}
