// How much of what a database says is kept: it may be hostile, and the reply of a child is read whole.

/** Bytes: more than the longest honest reply (see the limits below, every character escaped). */
export const REPLY_LIMIT = 8 * 1024 * 1024;

export const MESSAGES_KEPT = 100;
export const MESSAGE_LENGTH = 1000;
export const MESSAGES_COUNTED = 1_000_000;
export const VIOLATIONS_KEPT = 20;
export const NAMES_KEPT = 1000;
export const NAME_LENGTH = 200;
/** Tables, and characters of a name, with which a division of the check is still tried. */
export const TABLES_DIVIDED = 1000;
export const DIVIDED_NAME_LENGTH = 200;

/** Of a query's answer. */
export const ROWS_KEPT = 20;
export const CELLS_KEPT = 50;
export const CELL_LENGTH = 1000;

/** Cuts a text from the database to `length` characters. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
