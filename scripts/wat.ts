// Assembles the part of WebAssembly's text format that src/codecs/wasm/*.wat is written in: functions of folded
// instructions and one imported memory (webassembly.github.io/spec/core, 5 and 6). `node scripts/wat.ts` writes the bytes
// that the program carries; a test compares them with their source.
import {readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

type Node = string | readonly Node[];

function parse(text: string): Node {
  const tokens = text.replaceAll(/;;.*/g, '').match(/\(|\)|"[^"]*"|[^\s()"]+/g) ?? [];
  let at = 0;
  function node(): Node {
    const token = tokens[at++];
    if (token === undefined || token === ')') throw new SyntaxError(`token ${at} is unexpected: ${token}`);
    if (token !== '(') return token;
    const list: Node[] = [];
    while (tokens[at] !== ')') list.push(node());
    at += 1;
    return list;
  }
  return node();
}

/** Signed or unsigned LEB128 (5.2.2). */
function leb(value: bigint | number, signed: boolean): readonly number[] {
  const bytes: number[] = [];
  for (let rest = BigInt(value); ;) {
    const byte = Number(rest & 0x7fn);
    rest >>= 7n;
    const done = signed ? rest === ((byte & 0x40) === 0 ? 0n : -1n) : rest === 0n;
    bytes.push(done ? byte : byte | 0x80);
    if (done) return bytes;
  }
}

const u32 = (value: number): readonly number[] => leb(value, false);
const vector = (items: readonly (readonly number[])[]): readonly number[] => [...u32(items.length), ...items.flat()];
const text = (value: string): readonly number[] => {
  const bytes = [...Buffer.from(value.replaceAll('"', ''))];
  return [...u32(bytes.length), ...bytes];
};
const section = (id: number, content: readonly number[]): readonly number[] => [id, ...u32(content.length), ...content];

const TYPES: Record<string, number> = {i32: 0x7f, i64: 0x7e, v128: 0x7b};

/** Opcodes without immediates (5.4). */
const PLAIN: Record<string, readonly number[]> = {
  unreachable: [0x00],
  return: [0x0f],
  drop: [0x1a],
  'i32.eqz': [0x45],
  'i32.eq': [0x46],
  'i32.ne': [0x47],
  'i32.lt_u': [0x49],
  'i32.gt_u': [0x4b],
  'i32.le_u': [0x4d],
  'i32.ge_u': [0x4f],
  'i32.add': [0x6a],
  'i32.sub': [0x6b],
  'i32.mul': [0x6c],
  'i32.and': [0x71],
  'i32.or': [0x72],
  'i32.xor': [0x73],
  'i32.shl': [0x74],
  'i32.shr_u': [0x76],
  'i32.rotl': [0x77],
  'i64.and': [0x83],
  'i64.xor': [0x85],
  'i64.shl': [0x86],
  'i64.shr_u': [0x88],
  'memory.copy': [0xfc, 10, 0, 0],
  'memory.fill': [0xfc, 11, 0],
};

/** Opcodes whose immediates are an alignment and an offset. The alignment is a hint: none is promised. */
const MEMORY: Record<string, readonly number[]> = {
  'i32.load': [0x28],
  'i64.load': [0x29],
  'i32.load8_u': [0x2d],
  'i32.load16_u': [0x2f],
  'i64.load8_u': [0x31],
  'i32.store': [0x36],
  'i64.store': [0x37],
  'i32.store8': [0x3a],
  'v128.load': [0xfd, 0],
  'v128.store': [0xfd, 11],
};

const VARIABLES: Record<string, number> = {'local.get': 0x20, 'local.set': 0x21, 'local.tee': 0x22};
const BRANCHES: Record<string, number> = {br: 0x0c, br_if: 0x0d};

type Function = {
  readonly name: string;
  readonly exported: string;
  readonly params: readonly (readonly [name: string, type: number])[];
  readonly results: readonly number[];
  readonly locals: readonly (readonly [name: string, type: number])[];
  readonly body: readonly Node[];
};

const word = (node: Node | undefined): string => {
  if (typeof node !== 'string') throw new SyntaxError(`a word is missing at ${JSON.stringify(node)}`);
  return node;
};

const typeOf = (node: Node | undefined): number => {
  const type = TYPES[word(node)];
  if (type === undefined) throw new SyntaxError(`no such type: ${JSON.stringify(node)}`);
  return type;
};

function parseFunction([, name, ...parts]: readonly Node[]): Function {
  const isPart = (kind: string) => (part: Node) => Array.isArray(part) && part[0] === kind;
  const all = (kind: string): readonly (readonly Node[])[] =>
    // Only lists pass the filter.
    parts.filter(isPart(kind)) as readonly (readonly Node[])[];
  const named = (kind: string) => all(kind).map(([, id, type]) => [word(id), typeOf(type)] as const);
  const body = parts.filter(part => !['export', 'param', 'result', 'local'].some(kind => isPart(kind)(part)));
  return {
    name: word(name),
    exported: word(all('export')[0]?.[1]),
    params: named('param'),
    results: all('result').map(([, type]) => typeOf(type)),
    locals: named('local'),
    body,
  };
}

function bodyOf(fn: Function, functions: readonly Function[]): readonly number[] {
  const variables = [...fn.params, ...fn.locals].map(([name]) => name);
  const indexIn = (names: readonly string[], node: Node | undefined): number => {
    const index = names.indexOf(word(node));
    if (index === -1) throw new SyntaxError(`${fn.name}: no such name: ${JSON.stringify(node)}`);
    return index;
  };
  /** @param labels innermost first */
  function instruction(node: Node, labels: readonly string[]): readonly number[] {
    if (typeof node === 'string') return instruction([node], labels);
    const [head, ...rest] = node;
    const name = word(head);
    const sequence = (nodes: readonly Node[], around = labels) => nodes.flatMap(inner => instruction(inner, around));
    if (name === 'block' || name === 'loop') {
      const [label, ...inner] = rest;
      return [name === 'block' ? 0x02 : 0x03, 0x40, ...sequence(inner, [word(label), ...labels]), 0x0b];
    }
    if (name === 'if') {
      const [condition = 'unreachable', ...branches] = rest;
      // A branch inside counts the `if` itself as a label.
      const [yes, no] = branches.map(branch => sequence(branch.slice(1) as readonly Node[], ['', ...labels]));
      const otherwise = no === undefined ? [] : [0x05, ...no];
      return [...instruction(condition, labels), 0x04, 0x40, ...(yes ?? []), ...otherwise, 0x0b];
    }
    const branch = BRANCHES[name];
    if (branch !== undefined) return [...sequence(rest.slice(1)), branch, ...u32(indexIn(labels, rest[0]))];
    const variable = VARIABLES[name];
    if (variable !== undefined) return [...sequence(rest.slice(1)), variable, ...u32(indexIn(variables, rest[0]))];
    if (name === 'i32.const') return [0x41, ...leb(BigInt.asIntN(32, BigInt(word(rest[0]))), true)];
    if (name === 'i64.const') return [0x42, ...leb(BigInt.asIntN(64, BigInt(word(rest[0]))), true)];
    const called = functions.map(({name: callee}) => callee);
    if (name === 'call') return [...sequence(rest.slice(1)), 0x10, ...u32(indexIn(called, rest[0]))];
    const access = MEMORY[name];
    if (access !== undefined) {
      const [first] = rest;
      const offset = typeof first === 'string' && first.startsWith('offset=') ? Number(first.slice(7)) : undefined;
      return [...sequence(offset === undefined ? rest : rest.slice(1)), ...access, 0, ...u32(offset ?? 0)];
    }
    const plain = PLAIN[name];
    if (plain === undefined) throw new SyntaxError(`${fn.name}: no such instruction: ${name}`);
    return [...sequence(rest), ...plain];
  }
  const locals = vector(fn.locals.map(([, type]) => [1, type]));
  const code = [...locals, ...fn.body.flatMap(node => instruction(node, [])), 0x0b];
  return [...u32(code.length), ...code];
}

/** `\0asm`, version 1 (5.5.16). */
const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** @throws SyntaxError for what is not in this part of the language */
export function assemble(source: string): Uint8Array {
  const module = parse(source);
  if (typeof module === 'string' || module[0] !== 'module') throw new SyntaxError('this is not a module');
  // Only lists pass the filter.
  const fields = module.filter(field => Array.isArray(field)) as readonly (readonly Node[])[];
  const functions = fields.filter(([kind]) => kind === 'func').map(parseFunction);
  const [memory] = fields.filter(([kind]) => kind === 'import');
  if (memory === undefined) throw new SyntaxError('the memory is missing');
  const [, from, name] = memory;
  const types = functions.map(({params, results}) => [
    0x60,
    ...vector(params.map(([, type]) => [type])),
    ...vector(results.map(type => [type])),
  ]);
  return Uint8Array.from([
    ...MAGIC,
    ...section(1, vector(types)),
    // An imported memory (2) of at least one page (0, 1).
    ...section(2, vector([[...text(word(from)), ...text(word(name)), 2, 0, 1]])),
    ...section(3, vector(functions.map((_, index) => u32(index)))),
    ...section(7, vector(functions.map(({exported}, index) => [...text(exported), 0, ...u32(index)]))),
    ...section(10, vector(functions.map(fn => bodyOf(fn, functions)))),
  ]);
}

const WASM = new URL('../src/codecs/wasm/', import.meta.url);

export const sourceOf = (name: string): string => readFileSync(new URL(`${name}.wat`, WASM), 'utf8');

/** The file that carries the bytes of `name`.wat. */
export function bytesFile(name: string): string {
  const base64 = Buffer.from(assemble(sourceOf(name))).toString('base64');
  const lines = base64.match(/.{1,110}/g) ?? [];
  return [
    `// Written by scripts/wat.ts from ${name}.wat; a test compares the two.`,
    `export const BYTES =`,
    ...lines.map((line, at) => `  '${line}'${at === lines.length - 1 ? ';' : ' +'}`),
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('bytes.ts', WASM), bytesFile('codecs'));
}
