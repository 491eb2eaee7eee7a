// Text from the bucket inside Markdown: it must show as what it is, and be neither markup, link, mention nor table cell.
import {printable} from './errors.ts';

/** The middle of a long text is left out: both ends of a key tell something. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = Math.ceil((most - 1) * 0.6);
  return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`;
}

/**
 * Everything but letters and digits of any script, marks that mean nothing inside a line, `_` inside a word, and `:` before
 * anything but the slashes of a URL. Links and images need brackets.
 */
const MARKUP = /[^\p{L}\p{N}\p{M} ,./=…“”’–—()+?;%':_-]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:(?=\/\/)|(?<=www)\./giu;

/**
 * What GitHub's Markdown, its HTML or its autolinks could interpret becomes a numeric entity, which shows as the character
 * but has no syntax (CommonMark 6.2).
 */
export function escapeMarkdown(text: string): string {
  return printable(text).replaceAll(MARKUP, char => `&#${char.codePointAt(0) ?? 0xfffd};`);
}

/** Plain text of at most `most` characters. */
export function md(text: string, most = 1_000): string {
  return escapeMarkdown(shortened(text, most));
}

/** The same in a fixed-width face, where GitHub looks for no mentions, emoji or links either. */
export function mdCode(text: string, most = 300): string {
  return `<code>${escapeMarkdown(shortened(text, most))}</code>`;
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** @param rows cells that are Markdown already */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

/**
 * Facts by their names. HTML, because a table of Markdown has a head, and an empty one is a stripe of nothing.
 * @param values by name, Markdown already on both sides; what is undefined is left out
 */
export function facts(values: Readonly<Record<string, string | undefined>>): string {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  const lines = known.map(([name, value]) => `<tr><th align="left">${name}</th><td>${value}</td></tr>`);
  return lines.length === 0 ? '' : ['<table>', ...lines, '</table>'].join('\n');
}

/** A list that is closed until clicked. */
export function details(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/** Joins the sections, most important first, and leaves out those that would make it longer than `most` bytes. */
export function fitted(sections: readonly string[], most: number): string {
  const note = '_Some parts are left out here, because a summary has a size limit. The report has everything._';
  let text = '';
  let cut = false;
  for (const section of sections.filter(part => part !== '')) {
    if (Buffer.byteLength(text) + Buffer.byteLength(section) + note.length + 4 > most) cut = true;
    else text += `${section}\n\n`;
  }
  return cut ? `${text}${note}\n` : text;
}
