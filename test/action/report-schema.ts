// As much of JSON Schema as docs/report.schema.json uses.
import {readFileSync} from 'node:fs';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function typeOf(value: unknown): readonly string[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  return Number.isInteger(value) ? ['integer', 'number'] : [typeof value];
}

const REPORT: unknown = JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'));

/** What is wrong with `value`, each with its place. Fields that the schema does not describe are wrong, too. */
export function violations(value: unknown, schema: unknown = REPORT, place = '$'): readonly string[] {
  if (!isObject(schema)) return [`${place}: no schema`];
  const {$ref: reference, anyOf, type, items, properties, required} = schema;
  if (typeof reference === 'string') {
    const steps = reference.split('/').slice(1);
    const found = steps.reduce((at: unknown, step) => (isObject(at) ? at[step] : null), REPORT);
    return violations(value, found ?? null, place);
  }
  if (Array.isArray(anyOf)) {
    const tried = anyOf.map(option => violations(value, option, place));
    return tried.some(found => found.length === 0) ? [] : tried.flat();
  }
  if ('const' in schema && schema['const'] !== value) return [`${place}: not ${JSON.stringify(schema['const'])}`];
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value))
    return [`${place}: ${JSON.stringify(value)} is not listed`];
  if (type !== undefined && ![type].flat().some(name => typeOf(value).some(found => found === name))) {
    return [`${place}: ${typeOf(value).join()} is not ${JSON.stringify(type)}`];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => violations(item, items, `${place}[${index}]`));
  if (!isObject(value) || !isObject(properties)) return [];
  const missing = (Array.isArray(required) ? required : []).filter(name => !(String(name) in value));
  return [
    ...missing.map(name => `${place}.${String(name)}: missing`),
    ...Object.entries(value).flatMap(([name, inner]) =>
      violations(inner, properties[name] ?? null, `${place}.${name}`),
    ),
  ];
}
