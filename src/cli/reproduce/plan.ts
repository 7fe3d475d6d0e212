/** Which runs an experiment needs: ordinary runs of `train`, `readout` and `train-sgd`, each with a name of its own. */
import type { NetworkKind } from '../../report/figures/paper-networks.ts';
import { parseRateSchedule, rateScheduleText } from '../options/rate-schedule.ts';
import type { CompetingNetwork, ReadoutSettings, Recipe } from './recipes.ts';

/** In the order of the table. */
export const NETWORK_KINDS: readonly NetworkKind[] = ['ranking', 'exact', 'sgd'];

/** Options by camel-case key; `undefined` ones are not given. */
type Settings = Readonly<Record<string, string | number | boolean | undefined>>;

/** A run. */
export interface Step {
  /** Of its folder. */
  readonly name: string;
  readonly command: 'train' | 'readout' | 'train-sgd';
  readonly settings: Settings;
  /** The run whose weights it reads, or begins with; null for none. */
  readonly weightsOf: Step | null;
}

/** The runs of one network with one seed. */
export interface NetworkSteps {
  readonly kind: NetworkKind;
  readonly seed: number;
  /** Its hidden weights are here. */
  readonly hidden: Step;
  /** Its errors are here; the same as `hidden` where both layers are learned at once. */
  readonly outputs: Step;
}

/** What all runs of an experiment have in common. */
export interface PlanContext {
  readonly recipe: Recipe;
  /** A data set by name. */
  readonly data: string;
  readonly dataDir: string;
  readonly seed: number;
  readonly threads: number | undefined;
}

/** A network of `kind`. */
export function networkSteps(kind: NetworkKind, context: PlanContext): NetworkSteps {
  const { recipe, data, seed, threads } = context;
  const name = `${data}-${kind}-seed${seed}`;
  if (kind === 'sgd') {
    const settings = { ...dataSettings(context), ...recipe.sgd } as Settings;
    const step: Step = { name, command: 'train-sgd', settings, weightsOf: null };
    return { kind, seed, hidden: step, outputs: step };
  }
  const network: CompetingNetwork = recipe[kind];
  const settings = { ...dataSettings(context), algorithm: kind, ...network.train, threads } as Settings;
  const hidden: Step = { name, command: 'train', settings, weightsOf: lastStage(network, settings, name) };
  return { kind, seed, hidden, outputs: readoutStep(hidden, '', { context, settings: network.readout }) };
}

/** The last of the runs before that of `settings`; each begins with the weights of the one before it. */
function lastStage({ stages = [] }: CompetingNetwork, settings: Settings, name: string): Step | null {
  return stages.reduce<Step | null>(
    (before, stage, i) => ({
      name: `${name}-stage${i + 1}`,
      command: 'train',
      settings: { ...settings, ...(before === null && { initScale: undefined }), ...stage },
      weightsOf: before,
    }),
    null,
  );
}

/** A readout with one power. */
export interface PowerSteps {
  /** n. */
  readonly power: number;
  readonly step: Step;
}

/**
 * Readouts of the same weights, one for each power of Fig. 4. The one whose power is that of the recipe is the network's
 * own.
 */
export function powerSteps(kind: 'ranking' | 'exact', context: PlanContext): readonly PowerSteps[] {
  const { hidden, outputs } = networkSteps(kind, context);
  const own = context.recipe[kind].readout;
  return context.recipe.powers.map(({ power, rates }) => {
    if (power === own.power && rates === 1) return { power, step: outputs };
    const rateSchedule = scaledSchedule(own.rateSchedule, rates);
    const settings = { ...own, power, rateSchedule };
    return { power, step: readoutStep(hidden, `-n${power}`, { context, settings }) };
  });
}

function readoutStep(
  weightsOf: Step,
  suffix: string,
  { context, settings }: { context: PlanContext; settings: ReadoutSettings },
): Step {
  return {
    name: `${weightsOf.name}-readout${suffix}`,
    command: 'readout',
    settings: { ...dataSettings(context), ...settings },
    weightsOf,
  };
}

function dataSettings({ recipe, data, dataDir, seed }: PlanContext): Settings {
  return { data, dataDir, limit: recipe.limit, seed };
}

function scaledSchedule(text: string, factor: number): string {
  const steps = parseRateSchedule(text) ?? [];
  return rateScheduleText(
    steps.map(({ rate, epochs }) => ({ rate: Number((rate * factor).toPrecision(3)), epochs })),
  );
}
