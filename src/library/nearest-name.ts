/**
 * The known name that a mistyped one probably meant: the one with the fewest insertions, deletions, substitutions and
 * swaps of neighbours (optimal string alignment; Damerau, CACM 7, 1964).
 */

/** Number of edits between `a` and `b`. O(|a|·|b|). */
function edits(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      current[j] = Math.min(previous[j] + 1, current[j - 1] + 1, replaced);
      if (swapped) current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length];
}

/**
 * The name of `known` nearest to `name`, the first among equals.
 * @param known not empty
 */
export function nearestName(name: string, known: readonly string[]): string {
  const lowered = name.toLowerCase();
  const distance = known.map((candidate) => edits(lowered, candidate.toLowerCase()));
  return known[distance.indexOf(Math.min(...distance))];
}
