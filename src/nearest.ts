// What somebody who misspelt a name most likely meant.

/** Edits (insert, delete, change, swap neighbours) that make `b` of `a`: the restricted Damerau-Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({length: b.length + 1}, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Infinity;
      row.push(Math.min((row[j - 1] ?? 0) + 1, (previous[j] ?? 0) + 1, changed, swapped));
    }
    [before, previous] = [previous, row];
  }
  return previous[b.length] ?? 0;
}

/** The one of `names` (kebab-case) that is nearest to `written`, or `undefined` when none is near. */
export function nearest<Name extends string>(written: string, names: readonly Name[]): Name | undefined {
  const plain = written.slice(0, 64).toLowerCase().replaceAll('_', '-');
  const [best] = names
    .map(candidate => ({candidate, distance: editDistance(plain, candidate)}))
    .toSorted((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= Math.max(2, plain.length / 3) ? best.candidate : undefined;
}
