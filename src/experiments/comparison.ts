/**
 * How the exact algorithm and the shortcut came out, from the same start and the same order of examples: who wins and
 * learns on the same examples at the end of training, and how alike the learned features are.
 */
import { linearSumAssignment } from 'linear-sum-assignment';
import type { ExampleSource, FloatArray } from '../kernels/sparse.ts';
import { createSparseVector } from '../kernels/sparse.ts';
import type { Competition, Decision } from '../learning/competition.ts';
import { currents } from '../learning/currents-engine.ts';
import type { HiddenLayer } from '../learning/hidden-layer.ts';
import { layerWeights } from '../learning/hidden-layer.ts';
import type { Comparison } from './types.ts';

/** A trained layer with its rule. */
interface Contestant {
  readonly layer: HiddenLayer;
  readonly competition: Competition;
}

/** What is compared, and on which examples. */
export interface ComparisonOptions {
  readonly exact: Contestant;
  readonly ranking: Contestant;
  readonly source: ExampleSource;
  /** Awaited now and then, so that it can let the program breathe. */
  readonly onProgress: (share: number) => Promise<void> | void;
}

/** Examples that the agreement is measured on, the first of the data set. */
const MOST_EXAMPLES = 10_000;

/** Agreement of two layers of the same size; readout errors are for the caller to add. */
export async function compareLayers(options: ComparisonOptions): Promise<Omit<Comparison, 'readoutError'>> {
  const { exact, ranking, onProgress } = options;
  const agreement = await decisionAgreement(options);
  const cosines = cosineMatrix(exact.layer, ranking.layer);
  await onProgress(0.8);
  const { rowAssignments } = linearSumAssignment(cosines, { maximaze: true });
  const match = Array.from(rowAssignments);
  const matched = Float64Array.from(match, (column, row) => cosines[row][column]).sort();
  const quantile = (q: number): number => matched[Math.max(0, Math.ceil(q * matched.length) - 1)];
  return { ...agreement, matchedCosine: { median: quantile(0.5), p05: quantile(0.05) }, match };
}

type Agreement = Pick<Comparison, 'winnerAgreement' | 'hebbianJaccard' | 'antiHebbianJaccard'>;

async function decisionAgreement(options: ComparisonOptions): Promise<Agreement> {
  const { exact, ranking, source, onProgress } = options;
  const count = Math.min(source.count, MOST_EXAMPLES);
  const vector = createSparseVector(source.inputs);
  const drive = new Float64Array(exact.layer.units);
  const decide = ({ layer, competition }: Contestant): Decision => {
    currents(layer, vector, drive);
    return competition(drive);
  };
  let sameWinner = 0;
  let hebbian = 0;
  let antiHebbian = 0;
  for (let example = 0; example < count; example++) {
    source.load(example, vector);
    const first = decide(exact);
    const second = decide(ranking);
    if (first.winner >= 0 && first.winner === second.winner) sameWinner++;
    hebbian += jaccard(unitsOfSign(first, 1), unitsOfSign(second, 1));
    antiHebbian += jaccard(unitsOfSign(first, -1), unitsOfSign(second, -1));
    if (example % 500 === 0) await onProgress((0.7 * example) / count);
  }
  return {
    winnerAgreement: sameWinner / count,
    hebbianJaccard: hebbian / count,
    antiHebbianJaccard: antiHebbian / count,
  };
}

function unitsOfSign(decision: Decision, sign: 1 | -1): Set<number> {
  const units = new Set<number>();
  for (let i = 0; i < decision.count; i++) {
    if (Math.sign(decision.activation[i]) === sign) units.add(decision.units[i]);
  }
  return units;
}

/** |A ∩ B| / |A ∪ B|, 1 for two empty sets. */
function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let common = 0;
  for (const unit of a) if (b.has(unit)) common++;
  const union = a.size + b.size - common;
  return union === 0 ? 1 : common / union;
}

/** Cosines of all pairs of weight vectors, rows of the first layer, columns of the second. O(K² N). */
function cosineMatrix(first: HiddenLayer, second: HiddenLayer): number[][] {
  const rows = unitRows(layerWeights(first), first);
  const columns = unitRows(layerWeights(second), second);
  return rows.map((row) => columns.map((column) => dot(row, column)));
}

function unitRows(weights: FloatArray, { units, inputs }: HiddenLayer): Float64Array[] {
  return Array.from({ length: units }, (_, mu) => {
    const row = Float64Array.from(weights.subarray(mu * inputs, (mu + 1) * inputs));
    const length = Math.sqrt(dot(row, row));
    return length > 0 ? row.map((value) => value / length) : row;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let even = 0;
  let odd = 0;
  let i = 0;
  for (; i + 1 < a.length; i += 2) {
    even += a[i] * b[i];
    odd += a[i + 1] * b[i + 1];
  }
  if (i < a.length) even += a[i] * b[i];
  return even + odd;
}
