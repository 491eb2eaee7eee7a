// The names of all inputs: action.yml, the flags of the terminal command and the parser agree with this table (tested).

type Input = {
  /** What action.yml declares; the runner hands it over as if the user had written it. */
  readonly default: string;
  /** Never shown, and masked in everything that is printed. */
  readonly secret?: true;
  /** The terminal takes the flag without a value as `true`. */
  readonly flag?: true;
};

export const INPUTS = {
  bucket: {default: ''},
  prefix: {default: ''},
  'db-path': {default: ''},
  mode: {default: 'restore'},
  format: {default: 'auto'},
  timestamp: {default: ''},
  position: {default: ''},
  endpoint: {default: ''},
  region: {default: ''},
  'force-path-style': {default: 'auto', flag: true},
  'access-key-id': {default: ''},
  'secret-access-key': {default: '', secret: true},
  'session-token': {default: '', secret: true},
  anonymous: {default: 'false', flag: true},
  'request-payer': {default: 'false', flag: true},
  'sse-customer-key': {default: '', secret: true},
  'age-identity': {default: '', secret: true},
  'integrity-check': {default: 'full'},
  'foreign-key-check': {default: 'warn'},
  'on-incomplete': {default: 'fail'},
  'on-inconclusive': {default: 'warn'},
  'if-no-backup': {default: 'fail'},
  // Not `replace`, although that is what it means: only a written `replace` may overwrite what cannot be read.
  'if-exists': {default: ''},
  'allow-empty': {default: 'false', flag: true},
  'max-database-size': {default: ''},
  cache: {default: 'false', flag: true},
  timeout: {default: ''},
} as const satisfies Readonly<Record<string, Input>>;

export type InputName = keyof typeof INPUTS;

/** Inputs that were given: trimmed, not empty. */
export type GivenInputs = ReadonlyMap<InputName, string>;

/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

// Safe: the table is a closed literal.
export const INPUT_NAMES = Object.keys(INPUTS) as readonly InputName[];

const entry = (name: InputName): Input => INPUTS[name];

export const isSecret = (name: InputName): boolean => entry(name).secret === true;
export const isFlag = (name: InputName): boolean => entry(name).flag === true;

/** Edits (insert, delete, change, swap neighbours) that make `b` of `a`: the restricted Damerau-Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({length: b.length + 1}, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Infinity;
      row.push(Math.min((row[j - 1] ?? 0) + 1, (previous[j] ?? 0) + 1, changed, swapped));
    }
    [before, previous] = [previous, row];
  }
  return previous[b.length] ?? 0;
}

/** The input that somebody who wrote `name` most likely meant, or `undefined` when none is near. */
export function nearestInput(name: string): InputName | undefined {
  const plain = name.slice(0, 64).toLowerCase().replaceAll('_', '-');
  const [best] = INPUT_NAMES.map(candidate => ({candidate, distance: editDistance(plain, candidate)})).toSorted(
    (a, b) => a.distance - b.distance,
  );
  return best !== undefined && best.distance <= Math.max(2, plain.length / 3) ? best.candidate : undefined;
}
