// How values of the checks file are read: each form takes one place of the tree and gives a value, or says what is wrong
// there. All problems are collected, so that a file is repaired once.
import {nearest} from '../nearest.ts';
import {DURATION_FORM, parseDuration} from '../quantities.ts';
import type {Tree} from './tree.ts';

/** One place of the tree. */
export type At = {
  readonly tree: Tree;
  /** `queries[2].expect`; empty for the whole. */
  readonly path: string;
  /** Takes a sentence without a full stop. */
  readonly say: (problem: string) => void;
};

/** `undefined` when a problem was said. */
export type Form<T> = (at: At) => T | undefined;

/** What a form gives. */
export type ValueOf<F> = F extends Form<infer T> ? T : never;

const LONGEST_SHOWN = 100;

function shown(tree: Tree): string {
  if (tree.kind === 'list') return 'a list';
  if (tree.kind === 'map') return 'a mapping';
  const written = typeof tree.value === 'string' ? tree.value : tree.source || String(tree.value);
  if (written === '') return 'empty';
  const cut = written.length > LONGEST_SHOWN ? `${written.slice(0, LONGEST_SHOWN)}…` : written;
  if (typeof tree.value === 'string') return `\`${cut}\``;
  return `${cut} (${tree.value === null ? 'nothing' : typeof tree.value})`;
}

const placeOf = ({path, tree}: At) => `${path === '' ? 'the whole' : path} (line ${tree.line})`;

/** @param allowed completes `allowed: …` */
export function wrong(at: At, allowed: string): undefined {
  at.say(`${placeOf(at)} is ${shown(at.tree)}; allowed: ${allowed}`);
}

/** @param problem a verb phrase; must not show a secret */
export function refuse(at: At, problem: string): undefined {
  at.say(`${placeOf(at)} ${problem}`);
}

const valueOf = ({tree}: At) => (tree.kind === 'scalar' ? tree.value : undefined);

/** Text of 1 to `most` characters. A number where a text is expected wants quotes, and is told so. */
export function text(allowed: string, most: number): Form<string> {
  return at => {
    const value = valueOf(at);
    if (typeof value === 'number' || typeof value === 'boolean') return wrong(at, `${allowed}; put quotes around it`);
    if (typeof value !== 'string' || value.length === 0 || value.length > most || value.includes('\0')) {
      return wrong(at, `${allowed}, 1 to ${most} characters`);
    }
    return value;
  };
}

export function integer(least: number, most: number): Form<number> {
  return at => {
    const value = valueOf(at);
    return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? value
      : wrong(at, `a whole number from ${least} to ${most}`);
  };
}

export const truth: Form<boolean> = at => {
  const value = valueOf(at);
  return typeof value === 'boolean' ? value : wrong(at, 'true or false');
};

export function oneOf<const T extends string>(...words: readonly T[]): Form<T> {
  return at => {
    const value = valueOf(at);
    return words.find(word => word === value) ?? wrong(at, `one of ${words.join(', ')}`);
  };
}

/** Milliseconds. */
export const duration: Form<number> = at => {
  const value = valueOf(at);
  return (typeof value === 'string' ? parseDuration(value) : undefined) ?? wrong(at, DURATION_FORM);
};

/** A fraction from `N%`; more than `most` percent are refused. */
export function share(most: number): Form<number> {
  return at => {
    const value = valueOf(at);
    const [, percent = ''] = /^((?:0|[1-9]\d{0,5})(?:\.\d{1,3})?)%$/.exec(typeof value === 'string' ? value : '') ?? [];
    return percent === '' || Number(percent) > most
      ? wrong(at, `a share of 0% to ${most}%, such as 5% or 0.5%`)
      : Number(percent) / 100;
  };
}

/** The word `off`, or what `form` reads. */
export function orOff<T>(form: Form<T>): Form<T | 'off'> {
  return at => (valueOf(at) === 'off' ? 'off' : form(at));
}

/** At most `most` of them. */
export function list<T>(form: Form<T>, what: string, most: number): Form<readonly T[]> {
  return at => {
    const {tree, path, say} = at;
    if (tree.kind !== 'list') return wrong(at, `a list of ${what}`);
    if (tree.items.length > most) return refuse(at, `has ${tree.items.length} entries; allowed: at most ${most}`);
    const read = tree.items.map((item, index) => form({tree: item, path: `${path}[${index}]`, say}));
    return read.filter(item => item !== undefined);
  };
}

/** Names that the user chooses, each with a value. */
export function named<T>(form: (name: string) => Form<T>, what: string, most: number): Form<ReadonlyMap<string, T>> {
  return at => {
    const {tree, path, say} = at;
    if (tree.kind !== 'map') return wrong(at, `a mapping from ${what}`);
    if (tree.entries.size > most) return refuse(at, `has ${tree.entries.size} entries; allowed: at most ${most}`);
    const found = new Map<string, T>();
    for (const [name, inner] of tree.entries) {
      const there: At = {tree: inner, path: inside(path, name), say};
      if (name === '' || name.length > LONGEST_NAME || name.includes('\0')) {
        refuse(there, `has a name of ${name.length} characters; allowed: 1 to ${LONGEST_NAME}`);
        continue;
      }
      const value = form(name)(there);
      if (value !== undefined) found.set(name, value);
    }
    return found;
  };
}

/** Characters of a table's or column's name. */
export const LONGEST_NAME = 200;

type Forms = Readonly<Record<string, Form<unknown>>>;
type Fields<F extends Forms> = {readonly [K in keyof F]?: ValueOf<F[K]>};

/** Unknown keys of one mapping that are named: what stands nearest to each takes time to find. */
const MOST_UNKNOWN = 20;

/** A mapping with known keys. A key without a value is there, and empty: its form decides. */
export function fields<const F extends Forms>(forms: F, required: readonly (keyof F & string)[] = []): Form<Fields<F>> {
  return at => {
    const {tree, path, say} = at;
    const names = Object.keys(forms);
    if (tree.kind !== 'map') return wrong(at, `a mapping with ${names.join(', ')}`);
    const found: Record<string, unknown> = {};
    let unknown = 0;
    for (const [name, inner] of tree.entries) {
      const there: At = {tree: inner, path: inside(path, name), say};
      const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
      if (form === undefined) {
        unknown++;
        if (unknown > MOST_UNKNOWN) continue;
        const near = nearest(name, names);
        refuse(there, `is not known; ${near === undefined ? `allowed: ${names.join(', ')}` : `did you mean ${near}?`}`);
      } else {
        found[name] = form(there);
      }
    }
    if (unknown > MOST_UNKNOWN) refuse(at, `has ${unknown - MOST_UNKNOWN} more keys that are not known`);
    for (const name of required.filter(key => !tree.entries.has(key))) refuse(at, `lacks ${name}`);
    // Safe: each value comes from the form of its own key.
    return found as Fields<F>;
  };
}

/** `{}` also where nothing is written behind the colon. */
export function orNothing<T>(form: Form<T>): Form<T> {
  return at => form(valueOf(at) === null ? {...at, tree: {kind: 'map', line: at.tree.line, entries: new Map()}} : at);
}

/** The path of a key. Names that are not plain words are put in quotes. */
function inside(path: string, name: string): string {
  const cut = name.length > LONGEST_SHOWN ? `${name.slice(0, LONGEST_SHOWN)}…` : name;
  if (!/^[\w$-]+$/.test(cut)) return `${path}[${JSON.stringify(cut)}]`;
  return path === '' ? cut : `${path}.${cut}`;
}
