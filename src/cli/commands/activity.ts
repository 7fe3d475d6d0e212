/** `activity`: hidden activities of a data set under given weights, as an array for use elsewhere. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Dataset } from '../../data/dataset.ts';
import { npyElements, npyHeader } from '../../data/npy-write.ts';
import { ArgumentError } from '../../errors.ts';
import type { Breathe } from '../../experiments/breathe.ts';
import { createExampleSource } from '../../experiments/example-source.ts';
import {
  ACTIVITY_BLOCK,
  createCurrentActivity,
  createFeatureActivity,
} from '../../experiments/hidden-activity.ts';
import type { HiddenActivity } from '../../experiments/hidden-activity.ts';
import { READOUT_DEFAULTS } from '../../experiments/readout-defaults.ts';
import { TRAINING_DEFAULTS } from '../../experiments/training-defaults.ts';
import { createAtomicFile } from '../../runs/atomic-file.ts';
import { breather } from '../breather.ts';
import type { Execute, Terminal } from '../command.ts';
import type { ActivityOptions } from '../options/activity.ts';
import { brief } from '../text/table.ts';
import { loadTrainedWeights, resolveTrainedWeights, weightsRun } from '../inputs/trained-weights.ts';
import type { TrainedWeights, TrainedWeightsConfig } from '../inputs/trained-weights.ts';

/** The JSON of `activity`; names fixed. */
interface ActivityDocument {
  readonly of: ActivityOptions['of'];
  readonly data: { readonly name: string; readonly set: 'train' | 'test'; readonly examples: number };
  /** K. */
  readonly units: number;
  /** Of ⟨W,v⟩. */
  readonly p: number;
  /** null but for steady states. */
  readonly inhibition: number | null;
  /** n; null but for features. */
  readonly power: number | null;
  /** β; null but for features. */
  readonly activityScale: number | null;
  readonly min: number;
  readonly max: number;
  /** Units above 0, per example. */
  readonly meanPositive: number;
  /** Absolute. */
  readonly path: string;
}

type Config = ActivityOptions & TrainedWeightsConfig & { readonly p: number; readonly inhibition: number };

/** Runs `activity`. */
export const activityCommand: Execute<ActivityOptions> = async (options, terminal, given) => {
  const file = checkedFile(options.out ?? 'activity.npy');
  const notes: string[] = [];
  const named = resolveTrainedWeights(options, given, (line) => void notes.push(line));
  const run = weightsRun(options.weights ?? '')?.config ?? TRAINING_DEFAULTS;
  const { p = options.of === 'features' ? READOUT_DEFAULTS.p : run.p, inhibition = run.inhibition } = options;
  const loaded = loadTrainedWeights(named);
  const config = { ...named, p, inhibition };
  const chosen = chosenSet(config, loaded);
  const document = await writeActivity(file, config, { loaded, chosen, terminal });
  // Not before all is checked: a mistake is told in one line.
  for (const line of [...notes, ...loaded.split.warnings]) terminal.note(line);
  await terminal.result(document, () => describe(document));
  return 0;
};

function checkedFile(out: string): string {
  if (!out.endsWith('.npy')) {
    throw new ArgumentError(`--out: must be a file that ends in .npy (got ${out}); for example activity.npy`);
  }
  if (existsSync(out)) throw new ArgumentError(`--out ${out}: exists already; name another file`);
  return path.resolve(out);
}

function chosenSet({ set, data }: Config, { split }: TrainedWeights): Dataset {
  const chosen = set === 'train' ? split.train : split.test;
  if (chosen !== null) return chosen;
  throw new ArgumentError(`--set test: must have test data (${data} has none); give them with --test-data`);
}

async function writeActivity(
  file: string,
  config: Config,
  { loaded, chosen, terminal }: { loaded: TrainedWeights; chosen: Dataset; terminal: Terminal },
): Promise<ActivityDocument> {
  const { of, set, p, inhibition, power } = config;
  const { units } = loaded;
  const progress = terminal.createProgress({ label: 'activity', total: 1 });
  const draft = createAtomicFile(file);
  try {
    const breathe = breather(terminal, progress.update);
    const { activity, scale } = await openActivity(config, { loaded, chosen, breathe });
    const measured = await writeRows(draft.write, { activity, units, count: chosen.examples, breathe });
    draft.commit();
    return {
      of,
      data: { name: chosen.name, set, examples: chosen.examples },
      units,
      p,
      inhibition: of === 'steady-state' ? inhibition : null,
      power: of === 'features' ? power : null,
      activityScale: scale,
      ...measured,
      path: file,
    };
  } finally {
    progress.stop();
    draft.close();
  }
}

async function openActivity(
  { of, p, inhibition, power, activityScale, normalize }: Config,
  { loaded, chosen, breathe }: { loaded: TrainedWeights; chosen: Dataset; breathe: Breathe },
): Promise<{ activity: HiddenActivity; scale: number | null }> {
  const { weights, units, split } = loaded;
  const source = createExampleSource(chosen, normalize);
  if (of === 'features') {
    const train = chosen === split.train ? source : createExampleSource(split.train, normalize);
    return createFeatureActivity({ weights, units, train, source, power, p, activityScale }, breathe);
  }
  const rule = { weights, units, p, inhibition: of === 'steady-state' ? inhibition : null };
  return { activity: createCurrentActivity(source, rule), scale: null };
}

async function writeRows(
  write: (bytes: Uint8Array) => void,
  task: { activity: HiddenActivity; units: number; count: number; breathe: Breathe },
): Promise<Pick<ActivityDocument, 'min' | 'max' | 'meanPositive'>> {
  const { activity, units, count, breathe } = task;
  const buffer = new Float32Array(ACTIVITY_BLOCK * units);
  write(npyHeader(buffer, [count, units]));
  let min = Infinity;
  let max = -Infinity;
  let positive = 0;
  for (let from = 0; from < count; from += ACTIVITY_BLOCK) {
    const rows = buffer.subarray(0, Math.min(ACTIVITY_BLOCK, count - from) * units);
    activity(from, rows);
    for (const value of rows) {
      if (value < min) min = value;
      if (value > max) max = value;
      if (value > 0) positive++;
    }
    write(npyElements(rows));
    await breathe(from / count);
  }
  return { min, max, meanPositive: positive / count };
}

function describe({ of, data, units, min, max, meanPositive, path: file }: ActivityDocument): string {
  return [
    `${of} of ${units} units for ${data.examples} ${data.set} examples of ${data.name}`,
    `${brief(min)} to ${brief(max)}, ${brief(meanPositive)} units above 0 per example`,
    `written to ${file}`,
  ].join('\n');
}
