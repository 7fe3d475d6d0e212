/**
 * Verification of the Lyapunov function (eq. 3) for lists of p, inhibitions and activations: three claims kept apart
 * (`lyapunov-claims.ts`), eq. 5, the norm law and the energy of eq. 4.
 *
 * Nothing is taken from the exact solution of eq. 2: all weights are integrated, twice per step, and a fall of L is a
 * violation when it exceeds what the two differ by, and rounding.
 */
import { hiddenDynamics } from '../dynamics/hidden-dynamics.ts';
import { ArgumentError, SolveError } from '../errors.ts';
import { randomStream } from '../kernels/random.ts';
import { stepActivation } from '../learning/activation.ts';
import { compileActivation } from '../learning/expression.ts';
import { integrableByQuadrature, integrableStep } from '../learning/lyapunov-activation.ts';
import type { IntegrableActivation } from '../learning/lyapunov-activation.ts';
import type { Claim } from '../learning/lyapunov-claims.ts';
import { createOverlapMeter } from '../learning/lyapunov-overlap.ts';
import { createPlasticityField } from '../learning/plasticity-field.ts';
import type { PlasticityField } from '../learning/plasticity-field.ts';
import type { Breathe } from './breathe.ts';
import { createClaimCheck } from './lyapunov-claim-check.ts';
import { createEnergyCheck } from './lyapunov-energy.ts';
import type { CreateHiddenField } from './lyapunov-energy.ts';
import type { LyapunovOptions } from './lyapunov-defaults.ts';
import { findFailures } from './lyapunov-failures.ts';
import { createNormCheck } from './lyapunov-norm.ts';
import type { LyapunovProblem } from './lyapunov-problem.ts';
import type {
  ClaimReport,
  EnergyReport,
  FollowOptions,
  LyapunovPresentation,
  LyapunovReport,
  LyapunovResult,
  LyapunovTrace,
  NormReport,
} from './lyapunov-types.ts';

/** The equations, which only tests replace, to see wrong ones caught. */
export interface LyapunovEquations {
  readonly createField?: (p: number, radius: number) => PlasticityField;
  readonly createHiddenField?: CreateHiddenField;
}

/**
 * Verifies.
 * @returns what was measured; a claim that fails is a value, `holds: false`
 * @throws ArgumentError for an option out of its range; SolveError where an activation is not finite
 */
export async function verifyLyapunov(
  problem: LyapunovProblem,
  options: LyapunovOptions,
  { onProgress, equations = {} }: { readonly onProgress: Breathe; readonly equations?: LyapunovEquations },
): Promise<LyapunovResult> {
  const { createField = createPlasticityField, createHiddenField = hiddenDynamics } = equations;
  const activations = options.activation.map((text) => createActivation(text, options));
  const claims: ClaimReport[] = [];
  const traces: (LyapunovTrace | null)[] = [];
  const norm: NormReport[] = [];
  const cases = casesOf(options);
  const total = options.p.length * cases.length;
  for (const p of options.p) {
    const follow: FollowOptions = { ...options, p, createField };
    const presentations = Array.from({ length: options.presentations }, (_, index) =>
      problem.present(index, p),
    );
    const normCheck = createNormCheck(follow);
    for (const { claim, inhibition, activation } of cases) {
      const check = createClaimCheck(
        { claim, inhibition, activation: options.activation[activation] },
        follow,
      );
      for (const [index, presentation] of presentations.entries()) {
        const rule = activations[activation](presentation, p);
        check.follow(index, { ...presentation, activation: rule }, claim === 'ii' ? normCheck : null);
        await onProgress((claims.length + (index + 1) / presentations.length) / (total + 1));
      }
      claims.push(check.report());
      traces.push(check.trace());
    }
    norm.push(normCheck.report());
  }
  const energy = options.inhibition.map((w) => relaxAll(problem, w, { options, createHiddenField }));
  await onProgress(1);
  const withoutVerdict = { claims, norm: norm.filter(({ rate }) => rate.compared > 0), energy };
  const failures = findFailures(withoutVerdict);
  const report: LyapunovReport = {
    holds: failures.length === 0,
    failures,
    steps: { i: stepsOf(claims, 'i'), ii: stepsOf(claims, 'ii'), iii: stepsOf(claims, 'iii') },
    ...withoutVerdict,
  };
  return { report, traces };
}

interface Case {
  readonly claim: Claim;
  /** null for `i`, whose g does not come from eq. 4. */
  readonly inhibition: number | null;
  /** Index of the activation. */
  readonly activation: number;
}

function casesOf({ claims, inhibition, activation }: LyapunovOptions): Case[] {
  return claims.flatMap((claim) =>
    (claim === 'i' ? [null] : inhibition).flatMap((w) =>
      activation.map((_, index) => ({ claim, inhibition: w, activation: index })),
    ),
  );
}

function stepsOf(claims: readonly ClaimReport[], claim: Claim): number {
  return claims.filter((one) => one.claim === claim).reduce((sum, { steps }) => sum + steps, 0);
}

type CreateActivation = (presentation: LyapunovPresentation, p: number) => IntegrableActivation;

/** Reads the text once; only the threshold of a step depends on the presentation. */
function createActivation(text: string, { threshold, delta }: LyapunovOptions): CreateActivation {
  if (text !== 'step') {
    const g = compileActivation(text);
    const checked = integrableByQuadrature((h) => {
      // An integrator that has stepped too far: it rejects the step that has no value.
      if (!Number.isFinite(h)) return NaN;
      const value = g(h);
      if (Number.isFinite(value)) return value;
      throw new SolveError(
        `activation: must be finite (got ${value} at ${h}); mend the expression ${text}, or bound it with min and max`,
      );
    });
    return () => checked;
  }
  return (presentation, p) => {
    const h = threshold === 'auto' ? Math.max(0, 0.5 * largestCurrent(presentation, p)) : threshold;
    return integrableStep(stepActivation(h, delta), { threshold: h, delta });
  };
}

function largestCurrent(presentation: LyapunovPresentation, p: number): number {
  const largest = currentsOf(presentation, p).reduce((a, b) => Math.max(a, b));
  if (Number.isFinite(largest)) return largest;
  throw new ArgumentError(
    `weights: must have finite currents for their inputs at p = ${p} (got ${largest}); scale weights or inputs down`,
  );
}

function currentsOf({ weights, input }: LyapunovPresentation, p: number): Float64Array {
  const meter = createOverlapMeter(p);
  const inputs = input.length;
  return Float64Array.from({ length: weights.length / inputs }, (_, mu) =>
    meter.currentOf(weights.subarray(mu * inputs, (mu + 1) * inputs), input),
  );
}

/** Relaxations under the currents of all presentations, at the first p. */
function relaxAll(
  problem: LyapunovProblem,
  inhibition: number,
  {
    options,
    createHiddenField,
  }: { readonly options: LyapunovOptions; readonly createHiddenField: CreateHiddenField },
): EnergyReport {
  const check = createEnergyCheck({ ...options, inhibition, createHiddenField });
  const stream = randomStream(options.seed, 'lyapunov/energy');
  const [p] = options.p;
  for (let index = 0; index < options.presentations; index++) {
    check.add(currentsOf(problem.present(index, p), p), stream);
  }
  return check.report();
}
