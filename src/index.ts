/**
 * The public API: Krotov & Hopfield, "Unsupervised Learning by Competing Hidden Units", as functions from arrays to
 * fresh ndarrays. It runs in Node and in a browser; files, run folders and reports belong to the command line.
 *
 * - `relax`, `trajectory`: the hidden dynamics, eq. 4 (section 2.2)
 * - `inhibition`: all steady states of eq. 4 as the inhibition varies
 * - `learn`: the learning dynamics, eq. 2 (section 2.1)
 * - `lyapunov`: whether eq. 3 grows along eq. 2, in three readings kept apart
 * - `inputCurrents`: from weights and examples to the currents of eq. 4
 * - `train`, `compare`: both together over a set of examples, and the shortcut of section 3
 * - `readout`: the supervised phase on the trained weights, eq. 1
 * - `createIntegrator`: the adaptive integrator under it, for any dy/dt = f(t, y); `hiddenDynamics` is eq. 4 for it
 *
 * Bad input throws an error of `CompetingUnitsError`; a solve that fails is a value with a `retcode`.
 */
export { compare } from './library/compare.ts';
export type { CompareOptions, CompareResult } from './library/compare.ts';
export { inhibition } from './library/inhibition.ts';
export type { InhibitionOptions, InhibitionResult, InhibitionState } from './library/inhibition.ts';
export { inputCurrents } from './library/input-currents.ts';
export type { InputCurrentsOptions } from './library/input-currents.ts';
export { learn } from './library/learn.ts';
export type { LearnOptions, LearnResult, UnitResult } from './library/learn.ts';
export { lyapunov } from './library/lyapunov.ts';
export type { LyapunovOptions } from './library/lyapunov.ts';
export type { NumericArray } from './library/numeric-array.ts';
export { readout } from './library/readout.ts';
export type { ReadoutOptions, ReadoutResult } from './library/readout.ts';
export { relax } from './library/relax.ts';
export type { RelaxOptions, RelaxResult, RelaxResults } from './library/relax.ts';
export { train } from './library/train.ts';
export type { TrainOptions } from './library/train-options.ts';
export type { EpochReport, EpochState, TrainHooks, TrainResult } from './library/training-run.ts';
export { trajectory } from './library/trajectory.ts';
export type { Trajectory, TrajectoryOptions } from './library/trajectory.ts';

export { READOUT_DEFAULTS } from './experiments/readout-defaults.ts';
export type { ReadoutDefaults } from './experiments/readout-defaults.ts';
export type { RateSchedule, RateStep } from './experiments/rate-schedule.ts';
export type { ActivityScale } from './experiments/readout-features.ts';
export type { ReadoutEpoch } from './experiments/readout.ts';
export { LYAPUNOV_DEFAULTS } from './experiments/lyapunov-defaults.ts';
export type { LyapunovOptions as LyapunovSettings, RandomSizes } from './experiments/lyapunov-defaults.ts';
export type {
  Agreement,
  ClaimReport,
  EnergyReport,
  Fall,
  FallCount,
  LyapunovReport,
  LyapunovResult,
  LyapunovTrace,
  NormReport,
} from './experiments/lyapunov-types.ts';
export type { Claim } from './learning/lyapunov-claims.ts';
export { TRAINING_DEFAULTS } from './experiments/training-defaults.ts';
export type { TrainingDefaults } from './experiments/training-defaults.ts';
export type { LearningOptions } from './experiments/training.ts';
export type {
  ActiveAtInhibition,
  DecisionAgreement,
  DecisionDifference,
  EpochAgreement,
  RankRegimes,
  RankTable,
  ShortcutError,
  WeightDistance,
} from './experiments/comparison-types.ts';
export type { Algorithm, Comparison, EpochMetrics, NormDeviation } from './experiments/types.ts';
export type { Normalization } from './experiments/example-source.ts';
export type { Coupling } from './learning/coupled-presentation.ts';
export type { Divergence } from './learning/learner.ts';
export type { InitialDistribution } from './learning/initial-weights.ts';
export type { UpdateScale } from './learning/minibatch.ts';
export type { RuleName } from './learning/learning-rule.ts';
export { RULE_DEFAULTS } from './experiments/training-rule.ts';
export type { PlasticityMethod, PlasticityResult } from './learning/plasticity.ts';
export type { FlowKind } from './learning/unit-flow.ts';
export type { FloatArray, Precision } from './kernels/sparse.ts';
export { hiddenDynamics } from './dynamics/hidden-dynamics.ts';
export type { HiddenDynamicsOptions } from './dynamics/hidden-dynamics.ts';
export type { Breakpoint, Interval, UnstableStates, Winner } from './dynamics/inhibition-diagram.ts';
export type { Basins, RelaxationRate } from './dynamics/inhibition-states.ts';
export type { Switch } from './dynamics/exact-flow.ts';
export type { ResidualBounds } from './dynamics/integrate.ts';
export type { RelaxMethod } from './dynamics/relax-options.ts';
export type { SteadyStateMethod } from './dynamics/steady-state.ts';

export { createIntegrator } from './ode/integrator.ts';
export type {
  Integrator,
  LocatedEvent,
  Method,
  Retcode,
  RightHandSide,
  ScalarEvent,
  Solution,
  SolveOptions,
  SolveStats,
} from './ode/types.ts';

export { ArgumentError, CompetingUnitsError, ShapeError, SolveError } from './errors.ts';
