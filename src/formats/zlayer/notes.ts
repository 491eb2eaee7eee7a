// What else a person should know about the backup: none of it decides anything.
import {bytesText, countOf} from '../../quantities.ts';
import type {Analysis} from './analysis.ts';
import {EARLIER_SNAPSHOTS, EARLIER_SNAPSHOTS_BUDGET} from './read-snapshots.ts';

export function notesOf(analysis: Analysis): readonly string[] {
  return [
    ...clockNotes(analysis),
    ...identicalSnapshots(analysis),
    ...emptySnapshots(analysis),
    ...overwrittenKeys(analysis),
    ...analysis.conflicts.map(({name}) => `captures of generation ${name} contradict each other: it was not used`),
    ...(analysis.beyondBudget > 0 && analysis.indexed.length > 0
      ? [
          `${countOf(analysis.beyondBudget, 'earlier snapshot')} not compared: at most ${EARLIER_SNAPSHOTS.compared} are, and no more than ${bytesText(EARLIER_SNAPSHOTS_BUDGET)}`,
        ]
      : []),
  ];
}

function clockNotes({times, keys}: Analysis): readonly string[] {
  if (!times.count) return [`LastModified is no evidence here: ${times.why}`];
  if (times.clockOffset === 0 || keys.snapshots.length === 0) return [];
  const seconds = Math.round(times.clockOffset / 100) / 10;
  return [`the writer’s clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'behind' : 'ahead of'} the store’s`];
}

/** Equal tags in a row: nothing reached the main file in between, or the writer has lost sight of it. */
function identicalSnapshots({keys: {snapshots}}: Analysis): readonly string[] {
  let run = 1;
  let longest = {run: 1, end: 0};
  for (let index = 1; index < snapshots.length; index++) {
    const [a, b] = [snapshots[index - 1]?.object, snapshots[index]?.object];
    run = a !== undefined && b !== undefined && a.etag === b.etag && a.size === b.size ? run + 1 : 1;
    if (run > longest.run) longest = {run, end: index};
  }
  if (longest.run === 1) return [];
  const [from, to] = [snapshots[longest.end - longest.run + 1], snapshots[longest.end]];
  return [
    `snapshots ${from?.name ?? ''} to ${to?.name ?? ''} (${longest.run}) are identical: nothing left the WAL in between, or the writer copies a file that is no longer the live one`,
  ];
}

function emptySnapshots({keys, snapshots}: Analysis): readonly string[] {
  const count = keys.snapshots.length - snapshots.length;
  return count === 0 ? [] : [`${countOf(count, 'snapshot')} of an empty main file not used: all data was in the WAL`];
}

/** Within a generation the file grows: a smaller number stored later means that another WAL took the key over. */
function overwrittenKeys({captures}: Analysis): readonly string[] {
  const byTime = captures.toSorted((a, b) => a.object.lastModified - b.object.lastModified);
  const disordered = byTime.filter((capture, index) => (byTime[index - 1]?.sequence ?? -1) > capture.sequence);
  if (disordered.length === 0) return [];
  return [
    `sequence numbers fall ${disordered.length === 1 ? 'once' : `${disordered.length} times`} over time (first at ${disordered[0]?.sequence ?? 0}): the WAL started anew, and captures with equal numbers were overwritten`,
  ];
}
