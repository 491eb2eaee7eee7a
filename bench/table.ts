// Medians, and Markdown tables on standard output.

const MiB = 1024 * 1024;

export function row(...cells: readonly string[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}

/** The first column is text, the others are numbers. */
export function header(...cells: readonly string[]): void {
  row(...cells);
  row(...cells.map((_, column) => (column === 0 ? '---' : '---:')));
}

/** `-` for what could not be measured here. */
export function number(value: number, digits: number): string {
  return Number.isNaN(value) ? '-' : value.toFixed(digits);
}

export function mebibytes(bytes: number): string {
  return number(bytes / MiB, 0);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}
