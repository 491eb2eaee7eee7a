// Litestream keeps a counter in the database itself, and raises it by one whenever it begins a new WAL: the table
// `_litestream_seq(id INTEGER PRIMARY KEY, seq INTEGER)` with one row (litestream db.go, v0.3.13). Reading it from pages
// (sqlite.org/fileformat2.html, sections 1.6 and 2.1) binds a snapshot to the WAL that it belongs before.

const LEAF = 0x0d;

/** A text in the three encodings that a database can have. */
const inEveryEncoding = (text: string): readonly Buffer[] => {
  const little = Buffer.from(text, 'utf16le');
  return [Buffer.from(text), little, Buffer.from(little).swap16()];
};

const NAMES = inEveryEncoding('_litestream_seq');
const TABLES = inEveryEncoding('table');

/** Longest record header looked at, in bytes: those of both tables are shorter. */
const LONGEST_HEADER = 64;

type Varint = {readonly value: number; readonly next: number};

/** Undefined beyond `end`, and for values beyond 2^53. */
function varint(bytes: Uint8Array, at: number, end: number): Varint | undefined {
  let value = 0;
  for (let count = 0; count < 8; count += 1) {
    const byte = bytes[at + count];
    if (byte === undefined || at + count >= end) return undefined;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return value <= Number.MAX_SAFE_INTEGER ? {value, next: at + count + 1} : undefined;
  }
  return undefined;
}

/** Bytes of a value, by its serial type. */
function widthOf(type: number): number {
  if (type >= 12) return (type - (type % 2 === 0 ? 12 : 13)) / 2;
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type] ?? 0;
}

type Value = {readonly type: number; readonly start: number; readonly end: number};

/** The first `count` values of the record in the cell at `at`; undefined when it has fewer, or they overflow the page. */
function recordAt(page: Uint8Array, at: number, count: number): {rowid: number; values: readonly Value[]} | undefined {
  const payload = varint(page, at, page.length);
  const rowid = payload && varint(page, payload.next, page.length);
  const header = rowid && varint(page, rowid.next, page.length);
  if (rowid === undefined || header === undefined || header.value > LONGEST_HEADER) return undefined;
  const headerEnd = rowid.next + header.value;
  const values: Value[] = [];
  let type = header.next;
  let start = headerEnd;
  while (type < headerEnd && values.length < count) {
    const serial = varint(page, type, headerEnd);
    if (serial === undefined) return undefined;
    const end = start + widthOf(serial.value);
    if (end > page.length) return undefined;
    values.push({type: serial.value, start, end});
    type = serial.next;
    start = end;
  }
  return values.length === count ? {rowid: rowid.value, values} : undefined;
}

/** Undefined for what is no integer, or none that is exact. */
function integerOf(page: Uint8Array, {type, start, end}: Value): number | undefined {
  if (type === 8 || type === 9) return type - 8;
  if (type < 1 || type > 6) return undefined;
  let value = 0;
  for (let at = start; at < end; at += 1) value = value * 256 + (page[at] ?? 0);
  return (page[start] ?? 0) < 0x80 && Number.isSafeInteger(value) ? value : undefined;
}

/**
 * The counter, if `page` could be the table's: a leaf with the one row (1, seq), or with none, which counts as 0. Other
 * tables can look like that, too: {@link sequenceRoot} says which page it is.
 */
export function sequenceOf(page: Uint8Array): number | undefined {
  if (page[0] !== LEAF || page[3] !== 0) return undefined;
  if (page[4] === 0) return 0;
  if (page[4] !== 1) return undefined;
  const record = recordAt(page, (page[8] ?? 0) * 256 + (page[9] ?? 0), 2);
  const [id, sequence] = record?.values ?? [];
  if (record?.rowid !== 1 || id?.type !== 0 || sequence === undefined) return undefined;
  return integerOf(page, sequence);
}

/**
 * The number of the counter's page, if `page` is the leaf of `sqlite_schema` that names it.
 * @param number of the page: page 1 begins with the database header
 */
export function sequenceRoot(page: Uint8Array, number: number): number | undefined {
  const header = number === 1 ? 100 : 0;
  if (page[header] !== LEAF) return undefined;
  const bytes = Buffer.from(page.buffer, page.byteOffset, page.byteLength);
  if (!NAMES.some(name => bytes.includes(name))) return undefined;
  const cells = (page[header + 3] ?? 0) * 256 + (page[header + 4] ?? 0);
  for (let cell = 0; cell < cells; cell += 1) {
    const pointer = header + 8 + cell * 2;
    const [type, name, , root] = recordAt(page, (page[pointer] ?? 0) * 256 + (page[pointer + 1] ?? 0), 4)?.values ?? [];
    if (type === undefined || name === undefined || root === undefined) continue;
    if (isOneOf(TABLES, page, type) && isOneOf(NAMES, page, name)) return integerOf(page, root);
  }
  return undefined;
}

function isOneOf(texts: readonly Buffer[], page: Uint8Array, {start, end}: Value): boolean {
  return texts.some(text => text.equals(page.subarray(start, end)));
}
