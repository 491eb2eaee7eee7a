// YAML or JSON text as a tree of plain values that remember their line. The checks file is read from it.
import type {Node} from 'yaml';

export type Scalar = {
  readonly kind: 'scalar';
  readonly line: number;
  readonly value: string | number | boolean | null;
  /** As it was written, without quotes: the zeros of `0042` are lost in its value. */
  readonly source: string;
};

export type Tree =
  | Scalar
  | {readonly kind: 'list'; readonly line: number; readonly items: readonly Tree[]}
  /** Keys as written, also `__proto__` and the like. */
  | {readonly kind: 'map'; readonly line: number; readonly entries: ReadonlyMap<string, Tree>};

export type TreeResult = {readonly tree: Tree} | {readonly problems: readonly string[]};

/** Levels of nesting; the form that is read has six. */
const DEEPEST = 20;

/** The parser's own messages can hold pieces of the text, and a secret may stand there: only its codes are used. */
const PROBLEMS: Readonly<Record<string, string>> = {
  BAD_INDENT: 'is indented wrongly, or stands behind a bracket that is not closed',
  BAD_SCALAR_START: 'begins with a character that needs quotes around the text',
  BLOCK_AS_IMPLICIT_KEY: 'has a second `: `; put quotes around the text',
  MISSING_CHAR: 'lacks a closing quote, a bracket or a colon',
  MULTILINE_IMPLICIT_KEY: 'has a key that goes over several lines',
  MULTIPLE_DOCS: 'begins a second document (---), and only one is read',
  NON_STRING_KEY: 'has a key that is not a text',
  TAB_AS_INDENT: 'is indented with a tab; YAML takes blanks only',
  TAG_RESOLVE_FAILED: 'has a tag (!…) that is not known here',
  UNEXPECTED_TOKEN: 'holds something that cannot stand there',
};

/**
 * Reads `text` as YAML 1.2, of which JSON is a part. Anchors and aliases, keys twice in one mapping, tags and numbers
 * that would lose digits are refused. Problems are clauses such as `line 3 is indented wrongly`; they hold no piece of the
 * text.
 */
export async function readTree(text: string): Promise<TreeResult> {
  // Lazily: start-up is measured, and most runs have no checks file.
  const {LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument} = await import('yaml');
  const lines = new LineCounter();
  const problems: string[] = [];
  const lineOf = (offset: number | undefined) => lines.linePos(offset ?? 0).line;

  function refuse(line: number, problem: string): Tree {
    problems.push(`line ${line} ${problem}`);
    return {kind: 'scalar', line, value: null, source: ''};
  }

  function treeOf(node: Node | null, outerLine: number, depth: number): Tree {
    // A key without a value.
    if (node === null) return {kind: 'scalar', line: outerLine, value: null, source: ''};
    const line = node.range?.[0] === undefined ? outerLine : lineOf(node.range[0]);
    if (depth > DEEPEST) return refuse(line, `is nested more than ${DEEPEST} levels deep`);
    if (isAlias(node)) return refuse(line, 'has an alias (*…), and aliases are not read; write the value out');
    if (isSeq<Node | null>(node)) {
      return {kind: 'list', line, items: node.items.map(item => treeOf(item, line, depth + 1))};
    }
    if (isMap<Node, Node | null>(node)) {
      const entries = new Map<string, Tree>();
      for (const {key, value} of node.items) {
        const keyLine = lineOf(key.range?.[0]);
        const name = isScalar(key) && typeof key.value === 'string' ? key.value : undefined;
        if (name === undefined) refuse(keyLine, 'has a key that is not a text');
        else if (entries.has(name)) refuse(keyLine, 'repeats a key of the same mapping');
        else entries.set(name, treeOf(value, keyLine, depth + 1));
      }
      return {kind: 'map', line, entries};
    }
    if (!isScalar(node)) return refuse(line, 'holds something that cannot stand there');
    const {value} = node;
    const source = node.source ?? '';
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) {
      return {kind: 'scalar', line, value, source};
    }
    if (typeof value !== 'number') return refuse(line, 'has a value of a kind not read here');
    if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) {
      return refuse(line, 'has a number beyond 2^53 - 1, which would lose digits; put quotes around it');
    }
    return {kind: 'scalar', line, value, source};
  }

  try {
    const document = parseDocument(text, {
      stringKeys: true,
      resolveKnownTags: false,
      // Its own search for keys twice takes time that grows with the square of their number.
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: lines,
    });
    const wrong = [...document.errors, ...document.warnings].map(
      ({code, pos}) => `line ${lineOf(pos[0])} ${PROBLEMS[code] ?? `is not valid YAML (${code})`}`,
    );
    if (wrong.length > 0) return {problems: [...new Set(wrong)]};
    const tree = treeOf(document.contents, 1, 0);
    return problems.length > 0 ? {problems} : {tree};
  } catch (error) {
    // The parser calls itself for each level.
    if (error instanceof RangeError) return {problems: ['it is nested too deeply']};
    throw error;
  }
}
