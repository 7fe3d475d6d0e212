/** Results as tables: rows of text, printed on the terminal and written into the documentation alike. */
import { textTable } from '../../src/cli/text/table.ts';
import { formatCount, formatSignificant } from '../../src/report/numbers.ts';
import type { DynamicsRow, EpochRow, Results, SweepCosts, SweepRow, Target } from './results.ts';
import { spreadOf } from './statistics.ts';
import type { Spread } from './statistics.ts';

/** A table with its title and what a reader must know of it. */
interface ResultTable {
  readonly title: string;
  readonly remark: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** 1.2 ms and the like. */
export function formatTime(seconds: number): string {
  const [factor, unit] =
    seconds < 1e-3 ? [1e6, 'µs'] : seconds < 1 ? [1e3, 'ms'] : seconds < 120 ? [1, 's'] : [1 / 60, 'min'];
  return `${formatSignificant(factor * seconds)} ${unit}`;
}

/** Median, then the range in brackets if there is one. */
function formatSpread({ median, min, max, samples }: Spread, format: (value: number) => string): string {
  return samples.length < 2 ? format(median) : `${format(median)} (${format(min)} – ${format(max)})`;
}

function scaled(spread: Spread, factor: number): Spread {
  return spreadOf(spread.samples.map((value) => factor * value));
}

function sentence(target: Target): string {
  if (target.reached === null) return target.reason ?? 'not measured';
  if (target.reached || target.measured === null) return 'reached';
  const { median } = target.measured;
  const missedBy = target.sense === 'at least' ? target.bound / median : median / target.bound;
  return `**missed** by a factor of ${formatSignificant(missedBy)}`;
}

function targetTable(targets: readonly Target[]): ResultTable {
  return {
    title: 'Targets',
    remark: 'Ratios are taken in each round and their median is judged; in brackets their range.',
    head: ['target', 'wanted', 'measured', ''],
    rows: targets.map((target) => [
      target.name,
      Number.isNaN(target.bound)
        ? ''
        : `${target.sense === 'at least' ? '≥' : '≤'} ${formatSignificant(target.bound)} ${target.unit}`.trim(),
      target.measured === null
        ? ''
        : `${formatSpread(target.measured, (value) => formatSignificant(value))} ${target.unit}`.trim(),
      sentence(target),
    ]),
  };
}

function dynamicsTable(rows: readonly DynamicsRow[]): ResultTable {
  const shown = rows.filter(({ rtol }) => rtol === null || rtol === 1e-6);
  return {
    title: 'Eq. 4 from h(0) = 0',
    remark:
      'Currents from N(0, 1), the same for all; one thread. Integrators at rtol 1e-6, atol 1e-9. To the steady state: as ' +
      'training calls it, until the active units are proved, where the activities follow exactly. To t = 20 τ: for methods ' +
      'that have no test of a steady state, and ours beside them. Error: the largest over the units, relative to the largest ' +
      'activity, against an integration at rtol 1e-13 that shares nothing with events and closed form; where several vectors ' +
      'of currents were taken, their geometric mean (the first is timed). Times of npm packages and scipy are of their own ' +
      'interfaces.',
    head: ['K', 'w_inh', 'method', 'to', 'time', 'error'],
    rows: shown.map(({ units, inhibition, method, until, seconds, error, reason }) => [
      formatCount(units),
      String(inhibition),
      method,
      until === 'steady' ? 'steady state' : 't = 20 τ',
      seconds === null ? (reason ?? '') : formatSpread(seconds, formatTime),
      error === null ? '' : formatSignificant(error, 2),
    ]),
  };
}

function share({ timedExamples, epochExamples }: EpochRow): string {
  return timedExamples === epochExamples ? 'all' : `${formatCount(timedExamples)}, scaled`;
}

function epochTable(rows: readonly EpochRow[]): ResultTable {
  const examples = rows.length > 0 ? rows[0].epochExamples : 0;
  return {
    title: `An epoch of ${formatCount(examples)} examples`,
    remark:
      'Every turn is a process of its own; starting it, reading the data and some examples to warm up are not counted. Peers ' +
      'are given as many threads as we use. Samples are scaled to the epoch, where the table says so.',
    head: ['K', 'way', 'threads', 'examples timed', 'seconds per epoch', 'per example'],
    rows: rows.map((row) => [
      formatCount(row.units),
      row.name,
      String(row.threads),
      share(row),
      row.seconds === null
        ? (row.reason ?? '')
        : formatSpread(row.seconds, (value) => formatSignificant(value)),
      row.seconds === null ? '' : formatTime(scaled(row.seconds, 1 / row.epochExamples).median),
    ]),
  };
}

function growthTable(series: NonNullable<Results['growth']>): ResultTable {
  return {
    title: 'How the cost of exact online learning grows',
    remark:
      'One quantity varies at a time about K = 1,000, N = 784, 19% of the inputs not zero, one thread (threads: K = 2,000). The ' +
      'exponent is the slope of the least-squares line through the logarithms of the medians.',
    head: ['quantity', 'from', 'to', 'exponent', 'medians'],
    rows: series.map(({ quantity, cost, points, exponent }) => [
      quantity,
      formatSignificant(points[0].size),
      formatSignificant(points[points.length - 1].size),
      points.length < 2 ? '' : formatSignificant(exponent),
      `${points.map(({ seconds }) => formatTime(seconds.median)).join(', ')} (${cost})`,
    ]),
  };
}

function memoryTable(rows: readonly EpochRow[], commands: NonNullable<Results['memory']>): ResultTable {
  const megabytes = (bytes: Spread): string =>
    formatSpread(bytes, (value) => `${formatSignificant(value / 1e6)} MB`);
  return {
    title: 'Peak memory',
    remark:
      'Largest resident memory of the process, with all data in it. Peers that take a sample copy only that sample: over a whole ' +
      'epoch they need more.',
    head: ['K', 'way', 'threads', 'peak'],
    rows: [
      ...rows.map(({ units, name, threads, peakBytes, reason }) => [
        formatCount(units),
        name,
        String(threads),
        peakBytes === null ? (reason ?? '') : megabytes(peakBytes),
      ]),
      ...commands.map(({ name, peakBytes, reason }) => [
        '',
        `the command ${name}`,
        'all',
        peakBytes === null ? (reason ?? '') : megabytes(peakBytes),
      ]),
    ],
  };
}

function sweepTable({ rows }: SweepCosts): ResultTable {
  const megabytes = (bytes: number): string => `${formatSignificant(bytes / 1e6)} MB`;
  return {
    title: 'Sweeps on this machine',
    remark:
      'Points of `relax` in worker processes. Wall time is from the start of the first worker; what the engine adds is wall ' +
      'time · workers ÷ points less the mean time of a point. Memory is that of the process that has the workers.',
    head: ['sweep', 'points', 'workers', 'wall time', 'per point', 'added per point', 'peak memory'],
    rows: rows.map(({ name, turns }) => {
      const [{ points, workers }] = turns;
      const spread = (of: (turn: SweepRow) => number): Spread => spreadOf(turns.map(of));
      return [
        name,
        formatCount(points),
        String(workers),
        formatSpread(
          spread(({ seconds }) => seconds),
          formatTime,
        ),
        formatTime(spread(({ inJobs }) => inJobs / points).median),
        formatTime(spread(({ seconds, inJobs }) => (seconds * workers - inJobs) / points).median),
        formatSpread(
          spread(({ peakBytes }) => peakBytes),
          megabytes,
        ),
      ];
    }),
  };
}

/** What was measured, targets first. */
function resultTables(results: Results): ResultTable[] {
  const { targets, dynamics, epoch, growth, memory, sweeps } = results;
  return [
    targetTable(targets),
    ...(dynamics === null ? [] : [dynamicsTable(dynamics)]),
    ...(epoch === null ? [] : [epochTable(epoch)]),
    ...(growth === null ? [] : [growthTable(growth)]),
    ...(memory === null ? [] : [memoryTable(epoch ?? [], memory)]),
    ...(sweeps === null ? [] : [sweepTable(sweeps)]),
  ];
}

/** On what it was measured, in one line each. */
function machineLines({ machine, data, quick }: Results): string[] {
  const { packages, peers } = machine;
  const versions = Object.entries({ ...packages, ...peers }).map(([name, version]) => `${name} ${version}`);
  return [
    `${machine.cpu}, ${machine.cores} cores (${machine.threads} to use), ${formatSignificant(machine.memoryBytes / 2 ** 30)} GiB, ${machine.system}`,
    `Node ${machine.node}; ${versions.join('; ')}`,
    `commit ${machine.commit}, ${machine.date}, load ${machine.loadAtStart} at the start`,
    `data: ${data}${quick ? '; --quick: too short to judge by' : ''}`,
  ];
}

/** For the terminal. */
export function terminalText(results: Results): string {
  const tables = resultTables(results).map(
    ({ title, remark, head, rows }) =>
      `${title}\n${remark}\n${textTable(
        head,
        rows.map((row) => row.map((cell) => cell.replaceAll('**', ''))),
      )}`,
  );
  return `${machineLines(results).join('\n')}\n\n${tables.join('\n\n')}\n`;
}

/** For the documentation. */
export function markdownText(results: Results): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const tables = resultTables(results).map(
    ({ title, remark, head, rows }) =>
      `## ${title}\n\n${cell(remark)}\n\n${[row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')}`,
  );
  return `${machineLines(results)
    .map((line) => `- ${cell(line)}`)
    .join('\n')}\n\n${tables.join('\n\n')}\n`;
}
