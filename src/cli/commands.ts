/** All commands, in the order of `--help`. */
import { command } from './command.ts';
import type { Command } from './command.ts';
import { activityTable } from './options/activity.ts';
import { completionTable } from './options/completion.ts';
import { couplingTable } from './options/coupling.ts';
import { dataFetchTable, dataGenerateTable, dataInspectTable, dataListTable } from './options/data.ts';
import { inhibitionTable } from './options/inhibition.ts';
import { lyapunovTable } from './options/lyapunov.ts';
import { plasticityTable } from './options/plasticity.ts';
import { readoutTable } from './options/readout.ts';
import { relaxTable } from './options/relax.ts';
import { reportTable } from './options/report.ts';
import { reproduceTable } from './options/reproduce.ts';
import { sweepPlanTable, sweepTable } from './options/sweep.ts';
import { sweepAskTable, sweepServeTable, sweepTellTable } from './options/sweep-points.ts';
import { sweepReportTable, sweepResultsTable } from './options/sweep-results.ts';
import { workerTable } from './options/worker.ts';
import { trainSgdTable } from './options/train-sgd.ts';
import { trainTable } from './options/train.ts';

export const commands: readonly Command[] = [
  command({
    name: 'relax',
    summary: 'Hidden dynamics, eq. 4: from currents to the steady state',
    options: relaxTable,
    examples: [
      '--currents I.json --inhibition 0.9',
      '--currents I.npy --inhibition 0.9 --until 5 --times 1,2 --json',
    ],
    load: async () => (await import('./commands/relax.ts')).relaxCommand,
  }),
  command({
    name: 'plasticity',
    summary: 'Learning dynamics, eq. 2: one input changes the weights',
    options: plasticityTable,
    examples: ['--weights W.npy --input v.npy --activation 1 --duration 0.02'],
    load: async () => (await import('./commands/plasticity.ts')).plasticityCommand,
  }),
  command({
    name: 'coupling',
    summary: 'How far g frozen, h adiabatic and h by eq. 4 are from one another',
    options: couplingTable,
    examples: ['', '--timescales 0.001,0.01 --presentation 0.05 --json'],
    load: async () => (await import('./commands/coupling.ts')).couplingCommand,
  }),
  command({
    name: 'train',
    summary: 'The unsupervised phase: exact algorithm, ranking shortcut, or both',
    options: trainTable,
    examples: ['--compare', '--data mnist --data-dir data --hidden 100 --epochs 1 --compare'],
    load: async () => (await import('./commands/train.ts')).trainCommand,
  }),
  command({
    name: 'inhibition',
    summary: 'Steady states of eq. 4 as the inhibition varies',
    options: inhibitionTable,
    examples: ['--currents I.json', '--currents I.npy --from 0.5 --to 3 --points 26 --out diagram'],
    load: async () => (await import('./commands/inhibition.ts')).inhibitionCommand,
  }),
  command({
    name: 'readout',
    summary: 'The supervised phase: outputs tanh(S·f(W·v)) of eq. 1 on frozen weights',
    options: readoutTable,
    examples: ['--weights runs/RUN', '--weights W.npy --data mnist --validation 10000 --power 4.5'],
    load: async () => (await import('./commands/readout.ts')).readoutCommand,
  }),
  command({
    name: 'train-sgd',
    summary: 'The comparison: the same network learned end to end from labels by backpropagation',
    options: trainSgdTable,
    examples: ['', '--data mnist --data-dir data --hidden 2000 --validation 10000'],
    load: async () => (await import('./commands/train-sgd.ts')).trainSgdCommand,
  }),
  command({
    name: 'activity',
    summary: 'Hidden activities of a data set under given weights, as a .npy file',
    options: activityTable,
    examples: ['--weights runs/RUN --of steady-state --out h.npy', '--weights W.npy --data mnist --set test'],
    load: async () => (await import('./commands/activity.ts')).activityCommand,
  }),
  command({
    name: 'lyapunov',
    summary: 'Does eq. 3 grow along eq. 2? Three claims, with eq. 5, the norm law and the energy of eq. 4',
    options: lyapunovTable,
    examples: ['', '--p 2,4 --inhibition 0.5,2 --activation "step;h - 0.1" --out lyapunov'],
    load: async () => (await import('./commands/lyapunov.ts')).lyapunovCommand,
  }),
  command({
    name: 'report',
    summary: 'The report of a run once more, or its figures as SVG or PNG',
    options: reportTable,
    examples: ['runs/RUN', 'runs/RUN --format png --out figures'],
    load: async () => (await import('./commands/report.ts')).reportCommand,
  }),
  command({
    name: 'reproduce',
    summary: 'The table and the figures of the paper, from runs that are made where they are missing',
    options: reproduceTable,
    examples: ['table --data-dir data', 'fig3 --quick --data digits'],
    load: async () => (await import('./commands/reproduce.ts')).reproduceCommand,
  }),
  command({
    name: 'sweep',
    summary: 'Run a command over all points of a sweep file, or go on with it',
    options: sweepTable,
    examples: ['sweep.yaml', 'sweep.yaml --workers 2 --point-seconds 600', 'sweep.yaml --dry-run'],
    load: async () => (await import('./commands/sweep.ts')).sweep(commands),
  }),
  command({
    name: 'sweep plan',
    summary: 'The points of a sweep file: names, seeds, and the command line of each',
    options: sweepPlanTable,
    examples: ['sweep.yaml', 'sweep.yaml --format csv'],
    load: async () => (await import('./commands/sweep-plan.ts')).sweepPlan(commands),
  }),
  command({
    name: 'sweep results',
    summary: 'What the points of a sweep gave, as a table, CSV, JSON or Parquet',
    options: sweepResultsTable,
    examples: [
      'sweep.yaml',
      'runs/sweep --where "inhibition > 0.9 and deadUnits < 10" --sort deadUnits',
      'sweep.yaml --format parquet --out results.parquet',
    ],
    load: async () => (await import('./commands/sweep-results.ts')).sweepResults(commands),
  }),
  command({
    name: 'sweep report',
    summary: 'Maps, curves, best points and failures of a sweep as one page, or as figures',
    options: sweepReportTable,
    examples: ['sweep.yaml', 'runs/sweep --minimize deadUnits --format png --out figures'],
    load: async () => (await import('./commands/sweep-report.ts')).sweepReport(commands),
  }),
  command({
    name: 'sweep ask',
    summary: 'The next points of a sweep that have no outcome yet, as JSON',
    options: sweepAskTable,
    examples: ['sweep.yaml', 'sweep.yaml --points 8'],
    load: async () => (await import('./commands/sweep-ask.ts')).sweepAsk(commands),
  }),
  command({
    name: 'sweep tell',
    summary: 'Keep outcomes of points that were run elsewhere, JSON lines on stdin',
    options: sweepTellTable,
    examples: ['sweep.yaml < outcomes.jsonl'],
    load: async () => (await import('./commands/sweep-tell.ts')).sweepTell(commands),
  }),
  command({
    name: 'sweep serve',
    summary: 'Run the points that an optimiser asks for, JSON lines on stdin and stdout',
    options: sweepServeTable,
    examples: ['sweep.yaml', 'sweep.yaml --point-seconds 600'],
    load: async () => (await import('./commands/sweep-serve.ts')).sweepServe(commands),
  }),
  command({
    name: 'worker',
    summary: 'Runs points of sweeps that wait in PostgreSQL, on any number of machines',
    options: workerTable,
    examples: ['--connect postgres://me@server/sweeps --concurrency 4'],
    load: async () => (await import('./commands/worker.ts')).workerCommand(commands),
  }),
  command({
    name: 'data list',
    summary: 'The known data sets, and which are at hand',
    options: dataListTable,
    examples: ['--data-dir data'],
    load: async () => (await import('./commands/data-list.ts')).dataListCommand,
  }),
  command({
    name: 'data fetch',
    summary: 'Download a published data set',
    options: dataFetchTable,
    examples: ['mnist', 'cifar10 --data-dir data'],
    load: async () => (await import('./commands/data-fetch.ts')).dataFetchCommand,
  }),
  command({
    name: 'data inspect',
    summary: 'Shape, range, density and labels of a data set or file',
    options: dataInspectTable,
    examples: ['digits', 'mnist --data-dir data', 'images.npy --labels labels.npy'],
    load: async () => (await import('./commands/data-inspect.ts')).dataInspectCommand,
  }),
  command({
    name: 'data generate',
    summary: 'Digits or bars as files for other programs',
    options: dataGenerateTable,
    examples: ['digits --out digits', 'bars --train 1000 --single --format idx'],
    load: async () => (await import('./commands/data-generate.ts')).dataGenerateCommand,
  }),
  command({
    name: 'completion',
    summary: 'The script that makes bash, zsh or fish complete commands, options and their words',
    options: completionTable,
    examples: ['bash >> ~/.bashrc', 'fish > ~/.config/fish/completions/competing-units.fish'],
    load: async () => (await import('./commands/completion.ts')).completionCommand,
  }),
];
