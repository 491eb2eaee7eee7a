// What mode `verify` replays: from the snapshot before the one that the plan begins with, and from that one to the next.
// Litestream takes a snapshot of the database file (db.go and replica.go, Snapshot, v0.3.13), not from what it has
// uploaded, so that WAL lost in between shows as pages that differ.
import {join} from 'node:path';
import type {LayerContext} from '../../engine/layer.ts';
import type {Proof} from '../../engine/proof.ts';
import type {LaterRun} from '../../engine/replay.ts';
import {RestoreError} from '../../errors.ts';
import type {BackupFormat, PlanFacts, PlannedReplay, PlanRequest} from '../format.ts';
import {chainOf, type Chain} from './chain.ts';
import {indexesText} from './goal.ts';
import {generationsOf, hex8, type Generation, type Segment, type Snapshot} from './keys.ts';
import {AHEAD, BEYOND} from './later-pages.ts';
import {v3Layers} from './layers.ts';
import {parsePosition, type Position} from './position.ts';
import {contentOf, storedBytes} from './segment-bytes.ts';
import {faultsByName, partsOf, withoutStrays} from './selection.ts';
import {judgeTimes} from './times.ts';
import {MORE_WAL, WalReader} from './wal-index.ts';

/** Reads the listing, and the heads of the WALs on the way. */
export const replaysOfV3: NonNullable<BackupFormat['replays']> = async (request, plan) => {
  const end = parsePosition(plan.point.position);
  const named = generationsOf(request.backup.objects).find(({name}) => name === end.generation);
  if (named === undefined) return [];
  const {generation} = withoutStrays(named, request.excluded);
  // One that is ahead of the restore point, or of its WAL, can be compared all the same.
  const excluded = new Map([...request.excluded].filter(([, reason]) => reason !== AHEAD && reason !== BEYOND));
  const faults = faultsByName(generation, excluded);
  const sound = generation.snapshots.filter(({object}) => !faults.has(object.key));
  const at = sound.findIndex(({object}) => object.key === plan.snapshotKey);
  const [before, base, after] = [sound[at - 1], sound[at], sound[at + 1]];
  if (base === undefined) return [];
  const replays: PlannedReplay[] = [];
  if (before !== undefined) replays.push(await replay(before, base, generation, faults, request));
  if (after !== undefined) {
    const next = await replay(base, after, generation, faults, request);
    replays.push({...next, ...provenBy(after, plan, end, generation, request)});
  }
  return replays;
};

async function replay(
  older: Snapshot,
  newer: Snapshot,
  generation: Generation,
  faults: Map<string, RestoreError>,
  request: PlanRequest,
): Promise<PlannedReplay> {
  const labels = {older: `snapshot ${hex8(older.index)}`, newer: `snapshot ${hex8(newer.index)}`};
  const segments = generation.segments.filter(({index}) => index < newer.index);
  for (;;) {
    const chain = chainOf({...generation, snapshots: [older], segments}, {kind: 'latest'}, faults);
    if (chain instanceof RestoreError) return {...labels, steps: chain};
    const missing = chain.broken ?? missingEnd(chain, newer);
    if (missing !== undefined) return {...labels, steps: missing};
    const parts = await partsOf(chain, faults, request);
    if (parts === undefined) continue;
    const {scratchFolder, decrypt, backup} = request;
    const settings = {scratchFolder, decrypt, times: judgeTimes(generationsOf(backup.objects))};
    const [expected] = v3Layers(newer, [], settings);
    if (expected === undefined) throw new RestoreError('internal', {what: 'A snapshot gave no layer'});
    const later = (context: LayerContext): AsyncGenerator<LaterRun, void> =>
      versionsOf(
        generation.segments.filter(({index, object}) => index === newer.index && !faults.has(object.key)),
        context,
        request,
      );
    return {...labels, steps: {from: v3Layers(older, parts, settings), expected, later}};
  }
}

/** Every index before the snapshot's has WAL: Litestream writes into each when it begins it. */
function missingEnd({base, segments}: Chain, {index, object}: Snapshot): RestoreError | undefined {
  const last = segments.at(-1)?.index ?? base.index - 1;
  if (last === index - 1) return undefined;
  return new RestoreError('gap', {
    what: `${indexesText(last + 1, index - 1)} ${last + 1 === index - 1 ? 'is' : 'are'} missing before snapshot ${hex8(index)}`,
    where: object.key,
    todo: 'Find out what deleted it: a lifecycle rule, an interrupted copy?',
  });
}

/** Every version of every page in one WAL, as far as it goes on without a gap. */
async function* versionsOf(
  segments: readonly Segment[],
  context: LayerContext,
  {scratchFolder, decrypt}: PlanRequest,
): AsyncGenerator<LaterRun, void> {
  const [first] = segments;
  if (first === undefined) return;
  const limit = context.maxDatabaseSize + MORE_WAL;
  const reader = new WalReader(join(scratchFolder, `later-${hex8(first.index)}`), limit);
  try {
    for (const {object, offset} of segments) {
      if (offset !== reader.position) break;
      const content = contentOf(storedBytes(object, context), object, limit, {decrypt, signal: context.signal});
      for await (const chunk of content) reader.feed(chunk, object.key);
    }
    for (const run of reader.versions()) yield {...run, merged: false};
  } finally {
    reader.close();
  }
}

/**
 * Only where the plan ends with the last segment before the snapshot, or inside the snapshot's own WAL. Anywhere before
 * that, a page that was lost at the end of a WAL may have been written again since, and the snapshot says nothing about it.
 * With all of that WAL on top it does not matter how much of it the snapshot holds already.
 */
function provenBy(
  {index, object}: Snapshot,
  {proof}: PlanFacts,
  end: Position,
  {segments}: Generation,
  {target}: PlanRequest,
): {readonly proves?: Proof; readonly provesAhead?: boolean} {
  const at = segments.findIndex(segment => segment.index === end.index && segment.offset === end.offset);
  const [last, next] = [segments[at], segments[at + 1]];
  if (proof.word !== 'likely' || last === undefined || last.index > index) return {};
  if (last.index < index && next !== undefined && next.index < index) return {};
  const endOfWal = next?.index !== last.index;
  // What was lost behind the end of the snapshot's WAL may have been written by the asked time.
  if (last.index === index && endOfWal && next !== undefined && target.timestamp !== undefined) return {};
  const [chain = ''] = proof.because;
  const same =
    last.index < index ? 'is the same state page by page' : 'has each page as this chain or its own WAL has it';
  const sentence = `Snapshot ${hex8(index)} (${object.key}), which Litestream took of the database itself, ${same}: nothing is missing at the end of any WAL before it.`;
  const proves: Proof = {...proof, word: 'complete', because: [chain, sentence]};
  return {proves, provesAhead: last.index === index && endOfWal};
}
