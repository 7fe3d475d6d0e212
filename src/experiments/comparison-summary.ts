/** A comparison in a sentence: which features are better, how far the networks agree, what the shortcut gets wrong. */
import type { ShortcutError } from './comparison-types.ts';
import type { Comparison } from './types.ts';

/** The numbers that the sentence is made from. */
export interface SummarizedComparison extends Pick<
  Comparison,
  | 'winnerAgreement'
  | 'hebbianJaccard'
  | 'antiHebbianJaccard'
  | 'matchedCosine'
  | 'weightDistance'
  | 'shortcut'
  | 'readoutError'
> {
  /** Test examples that the readout's errors are shares of; null where there is no readout. */
  readonly testExamples: number | null;
  /** Seconds per epoch; null where no clock ran. */
  readonly perEpoch: { readonly exact: number; readonly ranking: number } | null;
  /** |Σ|W|^p − R^p| / R^p, median over the units. */
  readonly normDeviation: { readonly exact: number; readonly ranking: number };
}

/** Farther from the sphere, where eq. 2 leads, a run has not come to its end. */
const SETTLED = 0.1;

/**
 * The sentence. Differences of two errors within two standard errors, each error binomial, are called none.
 * @remarks A function of the numbers alone.
 */
export function summarizeComparison(comparison: SummarizedComparison): string {
  const parts = [
    features(comparison),
    agreement(comparison),
    shortcutErrors(comparison.shortcut),
    timeRatio(comparison.perEpoch),
    reservation(comparison.normDeviation),
  ];
  const text = parts.filter((part) => part !== null).join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function features({ readoutError, testExamples }: SummarizedComparison): string | null {
  if (readoutError === null || testExamples === null) return null;
  const { exact, ranking } = readoutError;
  const spread = Math.sqrt((exact * (1 - exact) + ranking * (1 - ranking)) / testExamples);
  if (Math.abs(exact - ranking) <= 2 * spread) {
    return `the features of both are about as good (test errors ${percent(exact)} exact, ${percent(ranking)} ranking: no difference that ${testExamples} examples can show)`;
  }
  const better = exact < ranking ? 'exact' : 'ranking';
  return `the features of the ${better} run are better (test errors ${percent(exact)} exact, ${percent(ranking)} ranking)`;
}

function agreement(comparison: SummarizedComparison): string {
  const { winnerAgreement, hebbianJaccard, antiHebbianJaccard, matchedCosine, weightDistance } = comparison;
  if (weightDistance.byIndex === 0) return 'both runs end with the same weights';
  return `the trained networks name the same winner on ${percent(winnerAgreement)} of the examples and share ${percent(hebbianJaccard)} of the units they strengthen and ${percent(antiHebbianJaccard)} of those they push away, with a median cosine of ${matchedCosine.median.toFixed(2).replace('-', '−')} between matched features`;
}

function shortcutErrors({ winnerAgreement, hebbian, antiHebbian }: ShortcutError): string {
  if (winnerAgreement === null) {
    return 'under the exact weights eq. 4 leaves no unit active, so that the exact run learns nothing more';
  }
  const winner =
    winnerAgreement === 1 ? 'finds every winner' : `finds ${percent(winnerAgreement)} of the winners`;
  const wrong = [
    ...(hebbian.same < 1 ? [`whom to strengthen on ${percent(1 - hebbian.same)}`] : []),
    ...(antiHebbian.same < 1 ? [`whom to push away on ${percent(1 - antiHebbian.same)}`] : []),
  ];
  if (wrong.length === 0) return `given the exact weights, the shortcut ${winner} and decides as eq. 4 does`;
  return `given the exact weights, the shortcut ${winner}, but errs about ${wrong.join(' and ')} of the examples`;
}

function timeRatio(perEpoch: SummarizedComparison['perEpoch']): string | null {
  if (perEpoch === null) return null;
  const ratio = perEpoch.exact / perEpoch.ranking;
  if (!(ratio > 0 && ratio < Infinity)) return null;
  if (ratio > 0.9 && ratio < 1.1) return 'an epoch takes both about as long';
  return ratio > 1
    ? `an exact epoch takes ${Number(ratio.toPrecision(2))} times as long`
    : `a ranking epoch takes ${Number((1 / ratio).toPrecision(2))} times as long`;
}

function reservation(normDeviation: SummarizedComparison['normDeviation']): string | null {
  const far = (['exact', 'ranking'] as const).filter((algorithm) => normDeviation[algorithm] > SETTLED);
  if (far.length === 0) return null;
  const weights = far.length === 2 ? 'the weights of both runs' : `the ${far[0]} weights`;
  return `${weights} are still far from the sphere, so that more epochs may change all this`;
}

/** Never 0% or 100% for what is not exactly that. */
function percent(share: number): string {
  const text = (100 * share).toFixed(1);
  if (text === '0.0' && share > 0) return 'under 0.1%';
  if (text === '100.0' && share < 1) return 'over 99.9%';
  return `${text}%`;
}
