// Takes apart, field by field, what another process wrote. Each throws a TypeError for what was not agreed.

type Fields = {readonly [name: string]: unknown};

export function fields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('not an object');
  // Safe: any object can be read by name, and every field is checked where it is used.
  return value as Fields;
}

export function boundedText(value: unknown, limit: number): string {
  if (typeof value !== 'string' || value.length > limit) throw new TypeError('not a text of the agreed length');
  return value;
}

export function count(value: unknown): number {
  if (typeof value !== 'number' || !(value >= 0) || value > Number.MAX_SAFE_INTEGER) throw new TypeError('not a count');
  return value;
}

export function integer(value: unknown): number {
  if (!Number.isSafeInteger(value)) throw new TypeError('not an integer');
  // Safe: only a number is a safe integer.
  return value as number;
}

export function list<T>(value: unknown, limit: number, item: (value: unknown) => T): readonly T[] {
  if (!Array.isArray(value) || value.length > limit) throw new TypeError('not a list of the agreed length');
  return value.map(item);
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
