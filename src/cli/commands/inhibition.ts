/** `inhibition`: the steady states of eq. 4 for the currents of a file, as w_inh varies. */
import { inhibitionDiagram } from '../../dynamics/inhibition-diagram.ts';
import type { InhibitionDiagram } from '../../dynamics/inhibition-diagram.ts';
import { inhibitionState, MOST_COUNTED } from '../../dynamics/inhibition-states.ts';
import type { InhibitionState } from '../../dynamics/inhibition-states.ts';
import { ArgumentError, ShapeError } from '../../errors.ts';
import { basinsFigure } from '../../report/figures/inhibition-basins.ts';
import { inhibitionFigure } from '../../report/figures/inhibition-diagram.ts';
import { renderInstrumentReport } from '../../report/instrument-report.ts';
import type { ReportTable } from '../../report/instrument-report.ts';
import { svgFile } from '../../report/svg-file.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import type { Execute, ExitStatus } from '../command.ts';
import { commandLine, decidingOptions } from '../text/command-line.ts';
import { readRows } from '../inputs/arrays.ts';
import type { InhibitionOptions } from '../options/inhibition.ts';
import { outFolder, publish, withFolder } from '../publish.ts';
import type { FileContents } from '../publish.ts';
import { solveEach } from '../solve-each.ts';
import { brief, textTable } from '../text/table.ts';

/** More lines than that are counted, not printed. */
const PRINTED_UNITS = 12;
const PAGE_UNITS = 30;

/** The JSON of this command; names fixed in the README's reference. */
interface InhibitionDocument extends Omit<InhibitionDiagram, 'currents' | 'order'> {
  readonly currents: Float64Array;
  readonly states: readonly InhibitionState[];
}

function gridOf(
  { inhibition, from, to, points }: InhibitionOptions,
  given: Parameters<Execute<InhibitionOptions>>[2],
): readonly number[] {
  const range = (['from', 'to', 'points'] as const).find((key) => given.has(key));
  if (inhibition !== undefined) {
    if (range === undefined) return inhibition;
    throw new ArgumentError(`--inhibition: must be given without --${range}; give the values or the range`);
  }
  if (!(to > from)) throw new ArgumentError(`--to: must be > ${from}, the value of --from (got ${to})`);
  // Multiples of the step, less the rounding that would be printed: 1 must be exactly 1.
  return Array.from({ length: points }, (_, i) =>
    Number((from + ((to - from) * i) / (points - 1)).toPrecision(14)),
  );
}

function unitsTable({ currents, breakpoints, winners }: InhibitionDiagram): ReportTable {
  return {
    head: ['rank', 'unit', 'current', 'active below w', 'can win above w'],
    rows: breakpoints.map(({ unit, rank, inhibition }, i) =>
      [
        rank,
        unit,
        brief(currents[unit]),
        // The largest current, where it is unique.
        winners[i].above < 1 ? 'always' : brief(inhibition),
        brief(winners[i].above),
      ].map(String),
    ),
  };
}

function wonBy({ basins }: InhibitionState): string {
  if (basins === null) return '';
  return basins.winners
    .slice(0, 3)
    .map(({ unit, count }) => `${unit}: ${Math.round((100 * count) / basins.samples)}%`)
    .join(', ');
}

function statesTable(states: readonly InhibitionState[]): ReportTable {
  return {
    head: [
      'w',
      'active',
      'largest h',
      'stability',
      'slowest rate',
      'winners',
      'unstable states',
      'random starts',
    ],
    rows: states.map((state) => {
      const { inhibition, active, activity, stability, rates, winners, unstable } = state;
      const largest = activity.reduce((a, b) => Math.max(a, b));
      const slowest = Math.min(...rates.map(({ rate }) => rate));
      const above = inhibition > 1;
      return [
        brief(inhibition),
        String(active),
        brief(largest),
        stability,
        brief(slowest),
        above ? String(winners.length) : '',
        above ? (unstable === null ? `> ${MOST_COUNTED}` : String(unstable.total)) : '',
        wonBy(state),
      ];
    }),
  };
}

/** For the page: the rest is in the summary. */
function firstRows({ head, rows }: ReportTable): ReportTable {
  return { head, rows: rows.slice(0, PAGE_UNITS) };
}

function shortened({ head, rows }: ReportTable): string {
  const text = textTable(head, rows.slice(0, PRINTED_UNITS));
  const rest = rows.length - PRINTED_UNITS;
  return rest > 0 ? `${text}\n… and ${rest} more (--json lists all)` : text;
}

/** Runs `inhibition`. */
export const inhibitionCommand: Execute<InhibitionOptions> = async (options, terminal, given) => {
  const grid = gridOf(options, given);
  const { rows, source } = readRows(options.currents);
  if (rows.length !== 1) throw new ShapeError(`--currents ${source}: must be [K]; give one row of it`);
  const [currents] = rows;
  const { samples, seed } = options;
  const folder = outFolder(options, 'inhibition');
  return await withFolder(folder, async (): Promise<ExitStatus> => {
    const diagram = inhibitionDiagram(currents);
    const states = await solveEach(terminal, { label: 'inhibition', count: grid.length }, (i) =>
      inhibitionState(diagram, grid[i], { samples, seed }),
    );
    const { breakpoints, intervals, winners } = diagram;
    const document: InhibitionDocument = { currents, breakpoints, intervals, winners, states };
    await publish(
      { command: 'inhibition', options, terminal, folder },
      {
        json: document,
        human: () => `${shortened(unitsTable(diagram))}\n\n${tableText(statesTable(states))}`,
        files: () => reportFiles(diagram, states, options),
      },
    );
    return 0;
  });
};

function tableText({ head, rows }: ReportTable): string {
  return textTable(head, rows);
}

function reportFiles(
  diagram: InhibitionDiagram,
  states: readonly InhibitionState[],
  options: InhibitionOptions,
): FileContents {
  const diagramFigure = inhibitionFigure(diagram, states[states.length - 1].inhibition);
  const basins = basinsFigure(states);
  const { currents, breakpoints } = diagram;
  const html = renderInstrumentReport({
    title: 'Steady states as inhibition varies',
    facts: [`${currents.length} units`, `${breakpoints.length} with a positive current`],
    warnings: [],
    sections: [
      { title: 'Which states there are', figures: [diagramFigure], table: firstRows(unitsTable(diagram)) },
      {
        title: 'At the inhibitions asked for',
        ...(basins && { figures: [basins] }),
        table: statesTable(states),
      },
    ],
    command: commandLine('inhibition', options),
    config: decidingOptions(options),
  });
  return new Map([
    ['inhibition.svg', svgFile(diagramFigure)],
    ...(basins === null ? [] : [['basins.svg', svgFile(basins)] as const]),
    [RUN_FILES.report, html],
  ]);
}
