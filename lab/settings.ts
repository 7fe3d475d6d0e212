/** What can be set on the page, with the defaults of the command line. */
import { TRAINING_DEFAULTS } from '../src/experiments/training-defaults.ts';
import type { LearningOptions } from '../src/experiments/training.ts';
import type { Algorithm } from '../src/experiments/types.ts';

/** Parameters of eq. 2 and eq. 4, and who decides which units learn. */
export interface Settings {
  readonly algorithm: Algorithm;
  /** w_inh. */
  readonly inhibition: number;
  /** h*. */
  readonly threshold: number;
  readonly p: number;
  /** Δ. */
  readonly delta: number;
  /** ε = T/τ_L. */
  readonly presentation: number;
}

/** Names of the settings that are numbers. */
type SettingName = Exclude<keyof Settings, 'algorithm'>;

/** A slider. */
export interface Slider {
  readonly name: SettingName;
  /** The paper's symbol, and what stands below it. */
  readonly symbol: string;
  readonly subscript: string;
  /** In a few words. */
  readonly about: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

export const SLIDERS: readonly Slider[] = [
  {
    name: 'inhibition',
    symbol: 'w',
    subscript: 'inh',
    about: 'inhibition between units',
    min: 0,
    max: 1.5,
    step: 0.005,
  },
  {
    name: 'threshold',
    symbol: 'h*',
    subscript: '',
    about: 'above it a unit is pulled',
    min: 0,
    max: 0.6,
    step: 0.005,
  },
  { name: 'p', symbol: 'p', subscript: '', about: 'norm of the weights', min: 1.5, max: 8, step: 0.5 },
  { name: 'delta', symbol: 'Δ', subscript: '', about: 'strength of the push', min: 0, max: 1, step: 0.01 },
  {
    name: 'presentation',
    symbol: 'ε',
    subscript: '',
    about: 'length of a presentation',
    min: 0.01,
    max: 2,
    step: 0.01,
  },
];

const { algorithm, inhibition, threshold, p, delta, presentation, hidden, epochs, radius } =
  TRAINING_DEFAULTS;

/** Where the page starts. */
export const DEFAULT_SETTINGS: Settings = { algorithm, inhibition, threshold, p, delta, presentation };

/** K and epochs where the page starts; R is not to be set. */
export const DEFAULT_UNITS: number = hidden;
export const DEFAULT_EPOCHS: number = epochs;
export const RADIUS: number = radius;

/** Every option of training. */
export function learningOptions(settings: Settings): LearningOptions {
  const { algorithm, inhibition, threshold, delta, presentation } = settings;
  return { ...TRAINING_DEFAULTS, algorithm, inhibition, threshold, delta, presentation };
}
