/**
 * `npm run bench`: speed and memory beside other programs, and how far the project's targets are reached.
 *
 *     npm run bench -- [--sections dynamics,epoch,growth,memory,sweeps] [--quick] [--rounds n] [--data-dir DIR]
 *         [--out DIR]
 *
 * A whole run writes into docs/benchmarks; with --quick or chosen sections results are printed only, unless --out
 * says where they go.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Dataset } from '../../src/data/dataset.ts';
import { generateDigits } from '../../src/data/digits.ts';
import { loadDataset } from '../../src/data/load-dataset.ts';
import { encodeNpy } from '../../src/data/npy-write.ts';
import { CompetingUnitsError } from '../../src/errors.ts';
import { measureTrainCommand } from './command-memory.ts';
import { measureDynamics } from './dynamics.ts';
import { measureEpochs } from './epoch.ts';
import { measureGrowth } from './growth.ts';
import { describeMachine } from './machine.ts';
import type { BenchOptions } from './options.ts';
import { parseBenchOptions } from './options.ts';
import { findPeer } from './peers.ts';
import { fullPlan, quickPlan } from './plans.ts';
import { publish } from './publish.ts';
import type { Results } from './results.ts';
import { measureSweeps } from './sweeps.ts';
import { terminalText } from './tables.ts';
import { judgeTargets } from './targets.ts';

function loadExamples({ dataDir }: BenchOptions, count: number): { data: Dataset; name: string } {
  if (dataDir !== null) {
    const { train } = loadDataset({ data: 'mnist', dataDir, limit: count });
    return { data: train, name: `MNIST, ${train.examples} examples` };
  }
  const data = generateDigits({ train: count, test: 1 }).train;
  return { data, name: `generated digits, ${count} examples` };
}

function densityText({ values }: Dataset): string {
  let nonZero = 0;
  for (const value of values) if (value !== 0) nonZero++;
  return `${((100 * nonZero) / values.length).toFixed(1)}% of the inputs not zero`;
}

async function measure(options: BenchOptions): Promise<Results> {
  const { sections, quick } = options;
  const note = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  const [numpy, scipy, torch] = ['numpy', 'scipy', 'torch'].map((name) => findPeer(name));
  const machine = describeMachine([numpy, scipy, torch]);
  const plan = (quick ? quickPlan : fullPlan)(machine.threads, options.rounds);
  const { data, name } = loadExamples(options, plan.examples);
  if (!(data.values instanceof Uint8Array)) throw new Error(`${name}: must hold bytes`);
  const folder = mkdtempSync(path.join(tmpdir(), 'competing-units-bench-'));
  const file = path.join(folder, 'data.npy');
  try {
    writeFileSync(file, encodeNpy(data.values, [data.examples, data.inputs]));
    const dynamics = sections.has('dynamics') ? await measureDynamics(plan.dynamics, scipy, note) : null;
    const rounds = sections.has('epoch') ? plan.epoch.rounds : 1;
    const epoch =
      sections.has('epoch') || sections.has('memory')
        ? await measureEpochs(
            { ...plan.epoch, rounds, mostExamples: Math.min(plan.epoch.mostExamples, data.examples) },
            { data: file, peers: { numpy, torch } },
            note,
          )
        : null;
    const growth = sections.has('growth') ? await measureGrowth(plan.growth, note) : null;
    const memory = sections.has('memory')
      ? [await measureTrainCommand(file, Math.max(...plan.epoch.units), note)]
      : null;
    const sweeps = sections.has('sweeps') ? await measureSweeps(plan.sweeps, note) : null;
    const measured = { dynamics, epoch, growth, memory, sweeps };
    return {
      machine,
      quick,
      data: `${name}, ${densityText(data)}`,
      ...measured,
      targets: judgeTargets(measured),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  const ownFolder = fileURLToPath(new URL('../../docs/benchmarks', import.meta.url));
  const options = parseBenchOptions(process.argv.slice(2), ownFolder);
  const results = await measure(options);
  process.stdout.write(terminalText(results));
  if (options.out !== null) await publish(results, options.out);
} catch (error) {
  if (!(error instanceof CompetingUnitsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitStatus;
}
