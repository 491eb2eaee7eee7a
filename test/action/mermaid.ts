// Mermaid's own parser, without a browser: its only need of one is DOMPurify, and nothing is rendered here.
import {registerHooks} from 'node:module';

const STAND_IN = `data:text/javascript,${encodeURIComponent(
  'export default {sanitize: text => String(text), addHook() {}, removeHook() {}, removeAllHooks() {}, isSupported: false};',
)}`;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'dompurify' ? {url: STAND_IN, shortCircuit: true} : next(specifier, context),
});

const {default: mermaid} = await import('mermaid');

/** The text of every mermaid block in `markdown`. */
export function chartsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```mermaid\n([\s\S]*?)\n```$/gm)].map(([, chart]) => chart ?? '');
}

/** @throws Error when mermaid cannot read `chart` */
export async function assertChart(chart: string, type: string): Promise<void> {
  const parsed = await mermaid.parse(chart);
  if (parsed.diagramType !== type) throw new Error(`expected a ${type}, found a ${parsed.diagramType}`);
}
