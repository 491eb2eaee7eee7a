// The names of all inputs: action.yml, the flags of the terminal command and the parser agree with this table (tested).
import {nearest} from '../nearest.ts';

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
  'max-age': {default: ''},
  'freshness-query': {default: ''},
  checks: {default: ''},
  'last-good': {default: 'off'},
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

/** The input that somebody who wrote `name` most likely meant, or `undefined` when none is near. */
export const nearestInput = (name: string): InputName | undefined => nearest(name, INPUT_NAMES);
