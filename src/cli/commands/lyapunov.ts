/** `lyapunov`: does eq. 3 grow along eq. 2, and in which of its three readings? */
import { verifyLyapunov } from '../../experiments/lyapunov.ts';
import type { ClaimReport, LyapunovReport, LyapunovResult } from '../../experiments/lyapunov-types.ts';
import type { Claim } from '../../learning/lyapunov-claims.ts';
import { lyapunovFigure, lyapunovRateFigure } from '../../report/figures/lyapunov-growth.ts';
import { renderInstrumentReport } from '../../report/instrument-report.ts';
import type { ReportTable } from '../../report/instrument-report.ts';
import { formatCount, formatPercent, formatSignificant } from '../../report/numbers.ts';
import { svgFile } from '../../report/svg-file.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import { breather } from '../breather.ts';
import type { Execute, ExitStatus } from '../command.ts';
import { commandLine, decidingOptions } from '../text/command-line.ts';
import { readLyapunovProblem } from '../inputs/lyapunov-problem.ts';
import type { LyapunovOptions } from '../options/lyapunov.ts';
import { outFolder, publish, withFolder } from '../publish.ts';
import type { FileContents } from '../publish.ts';
import { toJson } from '../text/json-output.ts';
import { textTable } from '../text/table.ts';

/** More failures than that are counted, not printed. */
const PRINTED_FAILURES = 5;

const MEANING: Readonly<Record<Claim, string>> = {
  i: 'g = g(Q)',
  ii: 'g frozen at the steady state',
  iii: 'g following eq. 4',
};

/** All cases of one claim and p in one row. */
function claimsTable({ claims }: LyapunovReport): ReportTable {
  const groups = new Map<string, ClaimReport[]>();
  for (const one of claims) {
    const key = `${one.claim} ${one.p}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const sum = (
    of: readonly ClaimReport[],
    key: 'steps' | 'decreases' | 'violations' | 'unfinished',
  ): number => of.reduce((total, one) => total + one[key], 0);
  return {
    head: [
      'claim',
      'p',
      'theorem',
      'steps',
      'L fell',
      'beyond its error',
      'worst fall',
      '/ error',
      'unfinished',
    ],
    rows: [...groups.values()].map((of) => {
      const falls = of.flatMap(({ largest }) => (largest === null ? [] : [largest]));
      const worst = falls.reduce(
        (a, b) => (b.ratio > a.ratio ? b : a),
        falls.at(0) ?? { amount: 0, ratio: 0 },
      );
      const [{ claim, p, theorem }] = of;
      return [
        claim,
        String(p),
        theorem ? 'yes' : 'no',
        formatCount(sum(of, 'steps')),
        formatCount(sum(of, 'decreases')),
        formatCount(sum(of, 'violations')),
        worst.amount === 0 ? '' : formatSignificant(worst.amount, 2),
        worst.amount === 0 ? '' : formatSignificant(worst.ratio, 2),
        formatCount(sum(of, 'unfinished')),
      ];
    }),
  };
}

function lawsTable({ claims, norm, energy }: LyapunovReport): ReportTable {
  const eq5 = claims.map((one) => one.eq5);
  const total = (of: readonly { readonly compared: number }[]): number =>
    of.reduce((sum, { compared }) => sum + compared, 0);
  const failed = (of: readonly { readonly disagreements: number }[]): number =>
    of.reduce((sum, { disagreements }) => sum + disagreements, 0);
  const rows: readonly (readonly [string, number, number])[] = [
    ['dL/dt is eq. 5', total(eq5), failed(eq5)],
    ['dP/ds = p I (R^p − P)', total(norm.map(({ rate }) => rate)), failed(norm.map(({ rate }) => rate))],
    ['P = R^p M / (R^p + M − M(0))', total(norm.map(({ law }) => law)), failed(norm.map(({ law }) => law))],
    [
      'energy of eq. 4 never rises',
      energy.reduce((sum, { steps }) => sum + steps, 0),
      energy.reduce((sum, { violations }) => sum + violations, 0),
    ],
  ];
  return {
    head: ['law', 'checked', 'failed'],
    rows: rows.map(([law, ...counts]) => [law, ...counts.map(formatCount)]),
  };
}

/** The verdict in sentences. */
function verdict({ holds, failures, claims, steps }: LyapunovReport): string[] {
  const unproved = claims.filter(({ theorem }) => !theorem);
  const lines = (['i', 'ii', 'iii'] as const)
    .filter((claim) => steps[claim] > 0)
    .map((claim) => {
      const cases = claims.filter((one) => one.claim === claim);
      const fell = cases.reduce((sum, { violations }) => sum + violations, 0);
      const share = formatPercent(fell / steps[claim]);
      const note = claim === 'iii' ? ' (no theorem)' : '';
      return `(${claim}) ${MEANING[claim]}: L fell beyond its numerical error in ${formatCount(fell)} of ${formatCount(steps[claim])} steps, ${share}${note}`;
    });
  if (unproved.some(({ p }) => p === 1))
    lines.push('For p = 1 there is no theorem: Q jumps where a weight changes its sign');
  return [...lines, holds ? 'Every theorem holds' : `${failures.length} failures`];
}

function describe(report: LyapunovReport): string {
  const tables = [claimsTable(report), lawsTable(report)].map(({ head, rows }) => textTable(head, rows));
  return [...tables, ...verdict(report)].join('\n');
}

/** Runs `lyapunov`; status 1 where something failed that is a theorem. */
export const lyapunovCommand: Execute<LyapunovOptions> = async (options, terminal) => {
  const problem = readLyapunovProblem(options);
  const activation = options.activation.split(';').map((one) => one.trim());
  const folder = outFolder(options, 'lyapunov');
  return await withFolder(folder, async (): Promise<ExitStatus> => {
    const progress = terminal.createProgress({ label: 'lyapunov', total: 100 });
    const breathe = breather(terminal, (share) => progress.update(Math.floor(100 * share)));
    let result: LyapunovResult;
    try {
      result = await verifyLyapunov(
        problem,
        { ...options, activation },
        { onProgress: async (share) => breathe(share) },
      );
    } finally {
      progress.stop();
    }
    const { report } = result;
    await publish(
      { command: 'lyapunov', options, terminal, folder },
      { json: report, human: () => describe(report), files: () => reportFiles(result, options, problem) },
    );
    for (const line of report.failures.slice(0, PRINTED_FAILURES)) terminal.note(line);
    return report.holds ? 0 : 1;
  });
};

function reportFiles(
  result: LyapunovResult,
  options: LyapunovOptions,
  { units, inputs }: { readonly units: number; readonly inputs: number },
): FileContents {
  const { report } = result;
  const figures = [lyapunovFigure(result), lyapunovRateFigure(result)].filter((one) => one !== null);
  const html = renderInstrumentReport({
    title: 'Does the Lyapunov function grow?',
    facts: [
      `${units} hidden units`,
      `${inputs} inputs`,
      `${options.presentations} presentations each`,
      `${formatCount(report.steps.i + report.steps.ii + report.steps.iii)} steps`,
    ],
    warnings: report.failures,
    sections: [
      { title: 'L along learning', text: `${verdict(report).join('. ')}.`, figures: figures.slice(0, 1) },
      ...figures.slice(1).map((figure) => ({ title: 'dL/dt', figures: [figure] })),
      { title: 'Steps in which L fell', table: claimsTable(report) },
      { title: 'Laws on the way', table: lawsTable(report) },
    ],
    command: commandLine('lyapunov', options),
    config: decidingOptions(options),
  });
  const traces = report.claims.map(({ claim, p, inhibition, activation }, i) => ({
    ...{ claim, p, inhibition, activation },
    trace: result.traces[i],
  }));
  return new Map([
    ...figures.map((figure) => [`${figure.id}.svg`, svgFile(figure)] as const),
    ['traces.json', toJson(traces)],
    [RUN_FILES.report, html],
  ]);
}
