// Line charts in Markdown, as GitHub draws them.

export type Line = readonly number[];

/** A number as mermaid reads it: no exponent, no sign of what could not be measured. */
const plain = (value: number): string => (Number.isFinite(value) ? Math.min(1e12, Math.max(0, value)).toFixed(2) : '0');

const quoted = (text: string): string => `"${text.replaceAll('"', '')}"`;

/**
 * A mermaid xychart. The places along the axis are evenly spaced, whatever they say.
 * @param lines one value for each place
 */
export function chart(
  title: string,
  axis: string,
  places: readonly string[],
  unit: string,
  lines: readonly Line[],
): string {
  return [
    '```mermaid',
    'xychart-beta',
    `  title ${quoted(title)}`,
    `  x-axis ${quoted(axis)} [${places.map(quoted).join(', ')}]`,
    `  y-axis ${quoted(unit)}`,
    ...lines.map(line => `  line [${line.map(plain).join(', ')}]`),
    '```',
  ].join('\n');
}
