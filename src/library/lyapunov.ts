/** Verification of the Lyapunov function, eq. 3, for weights and inputs in any array. */
import { ArgumentError, ShapeError } from '../errors.ts';
import { createExampleSource } from '../experiments/example-source.ts';
import { LYAPUNOV_DEFAULTS as defaults } from '../experiments/lyapunov-defaults.ts';
import type { LyapunovOptions as Options } from '../experiments/lyapunov-defaults.ts';
import { verifyLyapunov } from '../experiments/lyapunov.ts';
import { lyapunovProblem } from '../experiments/lyapunov-problem.ts';
import type { LyapunovResult } from '../experiments/lyapunov-types.ts';
import { readNumbers } from './numeric-array.ts';
import type { NumericArray } from './numeric-array.ts';
import { checkKeys, checkNumber, checkWord } from './option-checks.ts';

/** What is verified; what is not given is as in `LYAPUNOV_DEFAULTS`. */
export interface LyapunovOptions extends Partial<Options> {
  /** `[K, N]` W at the start of every presentation (random, others for each presentation). */
  readonly weights?: NumericArray;
  /** `[N]` or `[B, N]` inputs v, one per presentation, over again where they end (random). */
  readonly examples?: NumericArray;
  /** K, of random weights. */
  readonly hidden?: number;
  /** N, of random inputs and weights. */
  readonly inputs?: number;
  /** Called now and then with the share that is done. */
  readonly onProgress?: (share: number) => Promise<void>;
}

const OPTIONS: readonly string[] = [
  ...Object.keys(defaults).filter((key) => key !== 'units'),
  ...['weights', 'examples', 'hidden', 'onProgress'],
];

/**
 * Does L = Σ G(Q), G′ = g, grow along eq. 2 for one fixed input? Three claims, kept apart: (i) g = g(Q) and (ii) g frozen at the
 * steady state of eq. 4 are theorems for p > 1; (iii) g following eq. 4 is not one, and is measured. With eq. 5, the norm
 * law dP/ds = p I (R^p − P), and the energy of eq. 4.
 * @returns the report, and L(t) of a presentation for each of its claims; what does not hold is a value, `report.holds`
 * @throws ArgumentError for an option out of its range or an unknown one; ShapeError for weights and examples that do not fit;
 * SolveError where an activation is not finite
 * @remarks All K · N weights are integrated twice per step: some ten seconds at the defaults.
 */
export async function lyapunov(options: LyapunovOptions = {}): Promise<LyapunovResult> {
  checkKeys('lyapunov', options, OPTIONS);
  const { weights, examples, hidden = defaults.units, inputs, onProgress, ...chosen } = options;
  const given = { ...defaults, ...chosen };
  checkOptions(given);
  checkNumber('hidden', hidden, { integer: true, min: 1 });
  checkNumber('inputs', inputs ?? 1, { integer: true, min: 1 });
  const matrix = weights === undefined ? null : readNumbers('weights', weights, ['[K, N]']);
  const table = examples === undefined ? null : readNumbers('examples', examples, ['[N]', '[B, N]']);
  const width = table?.shape.at(-1) ?? matrix?.shape[1] ?? inputs ?? defaults.inputs;
  if (matrix !== null && matrix.shape[1] !== width) {
    throw new ShapeError(
      `weights: must be [K, ${width}], as the examples are (got [${matrix.shape.join(', ')}])`,
    );
  }
  const source =
    table === null
      ? null
      : createExampleSource(
          { examples: table.values.length / width, inputs: width, values: table.values, divisor: 1 },
          'none',
        );
  const problem = lyapunovProblem({
    ...given,
    units: matrix?.shape[0] ?? hidden,
    inputs: width,
    weights: matrix?.values ?? null,
    source,
  });
  return verifyLyapunov(problem, given, {
    onProgress: onProgress ?? ((): Promise<void> => Promise.resolve()),
  });
}

function checkOptions(options: Options): void {
  const { claims, p, inhibition, threshold, delta, radius, presentations, duration, steps } = options;
  for (const claim of claims) checkWord('claims', claim, ['i', 'ii', 'iii']);
  for (const one of p) checkNumber('p', one, { min: 1 });
  for (const one of inhibition) checkNumber('inhibition', one, { min: 0 });
  for (const [name, list] of Object.entries({ claims, p, inhibition, activation: options.activation })) {
    if (list.length === 0) throw new ArgumentError(`${name}: must have at least one entry (got none)`);
  }
  if (threshold !== 'auto') checkNumber('threshold', threshold, { min: 0 });
  checkNumber('delta', delta, { min: 0 });
  checkNumber('radius', radius, { above: 0 });
  checkNumber('duration', duration, { above: 0 });
  checkNumber('presentations', presentations, { integer: true, min: 1 });
  checkNumber('steps', steps, { integer: true, min: 1 });
  checkNumber('seed', options.seed, { integer: true, min: 0 });
}
