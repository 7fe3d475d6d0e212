/** What the paper's experiments have in common here: recipe, data, seeds, a folder, and runs that are made once. */
import path from 'node:path';
import type { Split } from '../../data/dataset.ts';
import { loadDataset } from '../../data/load-dataset.ts';
import { ArgumentError } from '../../errors.ts';
import { formatCount } from '../../report/numbers.ts';
import type { Terminal } from '../command.ts';
import type { CommonOptions } from '../options/common.ts';
import type { ReproduceOptions } from '../options/reproduce.ts';
import { packageVersion } from '../version.ts';
import { ensureRun } from './ensure-run.ts';
import type { FinishedRun } from './ensure-run.ts';
import type { PlanContext, Step } from './plan.ts';
import { PAPER, PAPER_WEIGHTS } from './recipes.ts';
import type { Recipe, RecipeName, Recipes } from './recipes.ts';
import type { PublishedResult } from '../../report/reproduction-table.ts';

/** An experiment under way. */
export interface Experiment {
  readonly recipe: Recipe;
  readonly published: PublishedResult;
  readonly seeds: readonly number[];
  readonly split: Split;
  /** Folder of everything. */
  readonly root: string;
  /** Lines that every figure and table carries. */
  readonly notes: readonly string[];
  /** What runs with a seed have in common. */
  readonly context: (seed: number) => PlanContext;
  /** A run, finished. */
  readonly ensure: (step: Step) => Promise<FinishedRun>;
  /** All runs that were asked for so far. */
  readonly runs: () => readonly FinishedRun[];
}

/**
 * Checks the options and loads the data.
 * @throws ArgumentError for generated digits without `quick`; otherwise as `loadDataset`
 */
export function openExperiment(
  { target, quick, data, dataDir, seeds, seed, threads, out }: ReproduceOptions & CommonOptions,
  { recipes, terminal }: { recipes: Recipes; terminal: Terminal },
): Experiment {
  if (data === 'digits' && !quick) {
    throw new ArgumentError(
      '--data: must be paper without --quick (got digits); the recipes are for its data',
    );
  }
  const recipeName: RecipeName = target === 'fig5' && data !== 'digits' ? 'cifar10' : 'mnist';
  const recipe = recipes[recipeName];
  const name = data === 'digits' ? data : recipeName;
  const root = path.resolve(out ?? (quick ? 'runs/reproduce-quick' : 'runs/reproduce'));
  const { limit } = recipe;
  const split = loadDataset({
    data: name,
    dataDir: path.resolve(dataDir),
    seed,
    ...(limit !== undefined && { limit }),
  });
  const count = seeds ?? (target === 'table' && !quick ? 3 : 1);
  const distinct = tellOnce(terminal);
  for (const line of split.warnings) distinct.note(line);
  const runs = new Map<string, FinishedRun>();
  return {
    recipe,
    published: { ...PAPER[recipeName], weights: recipeName === 'mnist' ? PAPER_WEIGHTS : null },
    seeds: Array.from({ length: count }, (_, i) => seed + i),
    split,
    root,
    notes: notesOf({ quick, recipe, split, version: packageVersion() }),
    context: (own) => ({ recipe, data: name, dataDir: path.resolve(dataDir), seed: own, threads }),
    ensure: async (step) => {
      const run = await ensureRun(step, root, distinct);
      for (const each of withThoseBefore(run)) runs.set(each.name, each);
      return run;
    },
    runs: () => [...runs.values()],
  };
}

/** In the order in which they were made. */
function withThoseBefore(run: FinishedRun): readonly FinishedRun[] {
  return run.before === null ? [run] : [...withThoseBefore(run.before), run];
}

/** Every run on the same data has the same to say about them. */
function tellOnce(terminal: Terminal): Terminal {
  const told = new Set<string>();
  return {
    ...terminal,
    note: (line) => {
      if (!told.has(line)) terminal.note(line);
      told.add(line);
    },
  };
}

/** Titles of data whose files are not those of their makers. */
function dataTitle({ train, warnings }: Split): string {
  if (warnings.length === 0) return train.name;
  return train.name === 'cifar10'
    ? 'cifar10 from a JPEG copy (files not as published, by MD5)'
    : `${train.name} (files not as published, by MD5)`;
}

function notesOf({
  quick,
  recipe,
  split,
  version,
}: {
  quick: boolean;
  recipe: Recipe;
  split: Split;
  version: string;
}): readonly string[] {
  const { hidden } = recipe.exact.train;
  const size = `${formatCount(split.train.inputs)} inputs, ${formatCount(hidden ?? 0)} hidden units`;
  const examples = `${formatCount(split.train.examples)} training examples`;
  return [
    ...(quick ? ['QUICK: small networks and few epochs; the numbers are no results.'] : []),
    `${dataTitle(split)}: ${examples}, ${size}; competing-units ${version}`,
  ];
}
