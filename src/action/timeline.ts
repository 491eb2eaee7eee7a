// The layers of the restored state as a mermaid timeline, oldest first.
import type {LayerFacts} from '../engine/layer.ts';
import type {PlanFacts} from '../formats/format.ts';
import {bytesText, countOf, instantText} from '../quantities.ts';
import {shortened} from '../markdown.ts';

/** More columns than this cannot be read. The base image and the newest layers matter most. */
const MOST_LAYERS = 6;
const MOST_GAPS = 2;

/** The colours of mermaid's own choice would mean nothing (mermaid.js.org/syntax/timeline.html). */
const ONE_COLOUR = '%%{init: {"timeline": {"disableMulticolor": true}}}%%';

/**
 * Mermaid reads `:` as the start of an event, `;` as the end of a statement, `#` and `%%` as comments; entities are taken
 * out before it parses. Everything but letters, digits and harmless marks becomes one.
 */
function escapeMermaid(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9 ,.\u2026-]/gu, char => `#${char.codePointAt(0) ?? 0xfffd};`);
}

/** Cards are about 22 letters wide, and mermaid breaks lines at blanks only. */
function wrapped(text: string): string {
  return shortened(text, 80)
    .replaceAll(/([^\s/]{2,}\/)(?=\S)/g, '$1 ')
    .replaceAll(/\S{23,}/g, word => shortened(word, 22));
}

const moment = (ms: number | undefined) => instantText(ms).replace('T', ' ').replace('Z', '') || 'time not known';

/** @param broken what a failure names: the layer that holds it is marked */
function column({time, label, objects, frames, commit}: LayerFacts, broken: string | undefined): string {
  const bytes = objects.reduce((sum, {size}) => sum + size, 0);
  // `LTX 160-191 (level 2)`
  const [, name = label, detail] = /^(.+) \(([^()]+)\)$/.exec(label) ?? [];
  const facts = [
    wrapped(name),
    ...(detail === undefined ? [] : [wrapped(detail)]),
    ...(broken !== undefined && objects.some(({key}) => broken.endsWith(key)) ? ['❌ damaged or gone'] : []),
    ...(frames === 0 ? [] : [countOf(frames, 'frame')]),
    ...(commit === undefined ? [] : [countOf(commit, 'page')]),
    ...(objects.length === 0 ? [] : [`${bytesText(bytes)} stored`]),
  ];
  return `    ${[moment(time), ...facts].map(escapeMermaid).join(' : ')}`;
}

/**
 * A fenced mermaid block; the empty text for a plan without layers.
 * @param broken what a failure names, if anything failed
 */
export function timeline({layers, point, proof}: PlanFacts, broken?: string): string {
  if (layers.length === 0) return '';
  const shown = (some: readonly LayerFacts[]) => some.map(layer => column(layer, broken));
  const left = layers.length - MOST_LAYERS;
  const columns =
    left > 0
      ? [...shown(layers.slice(0, 1)), `    … : ${countOf(left, 'more layer')}`, ...shown(layers.slice(left + 1))]
      : shown(layers);
  const bound = {exact: 'exactly', 'upper-bound': 'at the latest', unknown: ''}[point.timeIs];
  const end = ['restore point', moment(point.time), bound]
    .filter(text => text !== '')
    .map(escapeMermaid)
    .join(' : ');
  const gaps = proof.gaps
    .slice(0, MOST_GAPS)
    .map(gap => `    ${['❌ gap', wrapped(gap)].map(escapeMermaid).join(' : ')}`);
  return ['```mermaid', ONE_COLOUR, 'timeline', ...columns, `    ${end}`, ...gaps, '```'].join('\n');
}
