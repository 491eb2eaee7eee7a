// SQL cut into tokens as SQLite cuts it (tokenize.c of SQLite 3.54). What SQLite would take differently from one build or
// version to another, or would not take at all, is `unknown` here: whoever decides by these tokens refuses it.

export type TokenKind =
  /** A keyword or a name as it stands. */
  | 'word'
  /** A name in "…", `…` or […]. */
  | 'quoted'
  /** A text in '…'. SQLite takes it for a name where only a name can stand. */
  | 'string'
  | 'blob'
  | 'number'
  | 'parameter'
  | 'symbol'
  | 'unknown';

export type Token = {
  readonly kind: TokenKind;
  /** As it is written, quotes included. An `unknown` one goes to the end. */
  readonly text: string;
  /** What an `unknown` one is, as a clause without its content. */
  readonly problem?: string;
};

/** White space, comments, and a byte order mark at the beginning (SQLite skips one between tokens, too). */
const SKIPPED = /(?:^\uFEFF|[ \t\n\f\r]+|--[^\n\0]*|\/\*[^*\0]*\*+(?:[^/*\0][^*\0]*\*+)*\/)+/y;

const TOKENS: readonly (readonly [TokenKind, RegExp])[] = [
  ['blob', /[xX]'(?:[0-9a-fA-F]{2})*'/y],
  // One that is no blob is an error for SQLite, and two tokens for what follows here.
  ['unknown', /[xX]'[^']*'?/y],
  ['string', /'(?:[^'\0]|'')*'/y],
  ['quoted', /"(?:[^"\0]|"")*"|`(?:[^`\0]|``)*`|\[[^\]\0]*\]/y],
  ['word', /[A-Za-z_\u0080-\uFEFE\uFF00-\uFFFF][\w$\u0080-\uFFFF]*/y],
  // A letter right behind a number is an error for SQLite.
  [
    'number',
    /(?:0[xX][0-9a-fA-F](?:_?[0-9a-fA-F])*|(?:\d(?:_?\d)*(?:\.(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?)(?![\w$\u0080-\uFFFF])/y,
  ],
  ['parameter', /\?\d*|[:@#$][\w$\u0080-\uFFFF:]+/y],
  ['symbol', /->>|->|\|\||<<|>>|<=|>=|<>|==|!=|[-+*/%&|~<>=(),.;]/y],
];

/**
 * The tokens of `sql` without white space and comments. An `unknown` one is the last: what follows it
 * cannot be told.
 */
export function* tokensOf(sql: string): Generator<Token> {
  for (let at = skip(sql, 0); at < sql.length;) {
    const token = tokenAt(sql, at);
    yield token;
    if (token.kind === 'unknown') return;
    at = skip(sql, at + token.text.length);
  }
}

function skip(sql: string, at: number): number {
  SKIPPED.lastIndex = at;
  return SKIPPED.test(sql) ? SKIPPED.lastIndex : at;
}

function tokenAt(sql: string, at: number): Token {
  for (const [kind, pattern] of TOKENS) {
    pattern.lastIndex = at;
    const text = pattern.exec(sql)?.[0];
    if (text === undefined) continue;
    if (kind === 'unknown') {
      return {kind, text: sql.slice(at), problem: 'has a blob that is not pairs of digits between quotes'};
    }
    // An unfinished comment runs to the end for SQLite, and as two symbols here.
    if (kind === 'symbol' && text === '/' && sql[at + 1] === '*') {
      return {kind: 'unknown', text: sql.slice(at), problem: 'has a comment without its end'};
    }
    return {kind, text};
  }
  const first = sql[at] ?? '';
  return {
    kind: 'unknown',
    text: sql.slice(at),
    problem: `'"\`[`.includes(first)
      ? 'has a quote without its end'
      : /[\d.]/.test(first)
        ? 'has a number that is not written as one'
        : 'holds a character that SQL does not know',
  };
}
