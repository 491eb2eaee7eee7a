// As much of JSON Schema 2020-12 as docs/checks.schema.json uses. A keyword that is not known here is an error, so that
// nothing in the schema goes unlooked at.

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const NOTES = new Set(['$schema', '$id', '$defs', 'title', 'description', 'default', 'examples']);

function isOfType(value: unknown, type: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** True when `of` is below (1) or above (-1) the limit. */
const count = (limit: unknown, of: number, sign: 1 | -1) => (of - Number(limit)) * sign < 0;

/** What is wrong with `value`, each with its place; empty when `schema` accepts it. */
export function violations(value: unknown, schema: unknown, root: unknown = schema, place = '$'): readonly string[] {
  if (!isObject(schema)) throw new TypeError(`${place}: no schema`);
  const all = (inner: unknown, innerSchema: unknown, where: string) => violations(inner, innerSchema, root, where);
  const known = isObject(schema['properties']) ? schema['properties'] : {};
  const entries = isObject(value) ? Object.entries(value) : [];
  const problem = (bad: boolean, text: string) => (bad ? [`${place}: ${text}`] : []);

  return Object.entries(schema).flatMap(([keyword, rule]): readonly string[] => {
    if (NOTES.has(keyword)) return [];
    switch (keyword) {
      case '$ref':
        return all(value, resolve(root, String(rule)), place);
      case 'type':
        return problem(!listOf(rule).some(type => isOfType(value, type)), `is not ${JSON.stringify(rule)}`);
      case 'const':
        return problem(value !== rule, `is not ${JSON.stringify(rule)}`);
      case 'enum':
        return problem(!listOf(rule).includes(value), `is not one of ${JSON.stringify(rule)}`);
      case 'anyOf': {
        const tried = listOf(rule).map(option => all(value, option, place));
        return tried.some(found => found.length === 0) ? [] : tried.flat();
      }
      case 'pattern':
        return problem(
          typeof value === 'string' && !new RegExp(String(rule), 'u').test(value),
          `is not ${String(rule)}`,
        );
      case 'minLength':
        return problem(typeof value === 'string' && count(rule, value.length, 1), 'is too short');
      case 'maxLength':
        return problem(typeof value === 'string' && count(rule, value.length, -1), 'is too long');
      case 'minimum':
        return problem(typeof value === 'number' && value < Number(rule), 'is too small');
      case 'maximum':
        return problem(typeof value === 'number' && value > Number(rule), 'is too large');
      case 'minItems':
        return problem(Array.isArray(value) && count(rule, value.length, 1), 'has too few items');
      case 'maxItems':
        return problem(Array.isArray(value) && count(rule, value.length, -1), 'has too many items');
      case 'minProperties':
        return problem(isObject(value) && count(rule, entries.length, 1), 'has too few keys');
      case 'maxProperties':
        return problem(isObject(value) && count(rule, entries.length, -1), 'has too many keys');
      case 'required':
        return listOf(rule).flatMap(name =>
          problem(isObject(value) && !Object.hasOwn(value, String(name)), `lacks ${String(name)}`),
        );
      case 'items':
        return Array.isArray(value) ? value.flatMap((item, index) => all(item, rule, `${place}[${index}]`)) : [];
      case 'propertyNames':
        return entries.flatMap(([name]) => all(name, rule, `${place} key ${name}`));
      case 'properties':
        return entries.flatMap(([name, inner]) =>
          Object.hasOwn(known, name) ? all(inner, known[name], `${place}.${name}`) : [],
        );
      case 'additionalProperties':
        return entries
          .filter(([name]) => !Object.hasOwn(known, name))
          .flatMap(([name, inner]) =>
            rule === false ? [`${place}.${name}: is not known`] : all(inner, rule, `${place}.${name}`),
          );
      default:
        throw new TypeError(`the keyword ${keyword} is not known here`);
    }
  });
}

function resolve(root: unknown, reference: string): unknown {
  return reference
    .split('/')
    .slice(1)
    .reduce((at: unknown, step) => (isObject(at) ? at[step] : undefined), root);
}
