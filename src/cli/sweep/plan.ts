/** The points of a sweep before anything is run, as JSON and as a table. */
import { asText, optionName } from '../options/table.ts';
import { textTable } from '../text/table.ts';
import { pointLine } from './open.ts';
import type { OpenedSweep } from './open.ts';

/** A sweep and its points, as JSON gives them. */
export interface Plan {
  readonly file: string;
  readonly command: string;
  readonly measure: readonly string[];
  readonly budget: object;
  readonly count: number;
  readonly points: readonly {
    readonly name: string;
    readonly seed: number;
    readonly axes: Readonly<Record<string, unknown>>;
    readonly options: object;
    readonly commandLine: string;
  }[];
}

/** More points than this are shown by their first and last ones. */
const SHOWN = 20;

/** Keys of the axes. */
export function planAxes({ points }: Plan): readonly string[] {
  return Object.keys(points.at(0)?.axes ?? {});
}

/** The first and the last points, for people. */
export function planTable(plan: Plan): string {
  const { points, count, command } = plan;
  const axes = planAxes(plan);
  const row = (point: Plan['points'][number]): string[] => [
    point.name,
    ...axes.map((key) => asText(point.axes[key]) ?? ''),
    String(point.seed),
  ];
  const half = SHOWN / 2;
  const rows =
    count <= SHOWN
      ? points.map(row)
      : [
          ...points.slice(0, half).map(row),
          ['…', ...axes.map(() => '…'), '…'],
          ...points.slice(-half).map(row),
        ];
  const first = points.at(0);
  return [
    `${command}: ${count} ${count === 1 ? 'point' : 'points'}`,
    ...(first === undefined
      ? ['no point meets the conditions']
      : [textTable(['point', ...axes.map(optionName), 'seed'], rows), `the first: ${first.commandLine}`]),
  ].join('\n');
}

/** All points of a sweep. */
export function planOf({ file, sweep, points: each }: OpenedSweep): Plan {
  const { command, measure, budget } = sweep;
  const points = [...each()].map((point) => {
    const { given, ...shown } = point;
    return { ...shown, commandLine: pointLine(sweep, point) };
  });
  return { file, command, measure, budget, count: points.length, points };
}
