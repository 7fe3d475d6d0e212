/** `sweep plan`: the points of a sweep file, before anything is run. */
import { readSweep } from '../../sweeps/sweep-file.ts';
import { sweepPoints } from '../../sweeps/points.ts';
import { readKeys } from '../config-file.ts';
import type { Command, Execute } from '../command.ts';
import { commandLine } from '../command-line.ts';
import type { SweepPlanOptions } from '../options/sweep.ts';
import { asText, optionName } from '../options/table.ts';
import { toJson } from '../output.ts';
import { outFolder, publish } from '../publish.ts';
import { sweptCommand } from '../swept-command.ts';
import { textTable } from '../text-table.ts';

/** A sweep and its points, as JSON gives them. */
interface Plan {
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

function columns({ points }: Plan): readonly string[] {
  return Object.keys(points.at(0)?.axes ?? {});
}

function table(plan: Plan): string {
  const { points, count, command } = plan;
  const axes = columns(plan);
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

/** RFC 4180, but for its CR. */
function csv(plan: Plan): string {
  const axes = columns(plan);
  const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = plan.points.map(({ name, seed, axes: values, commandLine: words }) => [
    name,
    String(seed),
    ...axes.map((key) => asText(values[key]) ?? ''),
    words,
  ]);
  const head = ['name', 'seed', ...axes.map(optionName), 'command'];
  return [head, ...rows].map((row) => row.map(quoted).join(',')).join('\n');
}

/** `sweep plan` for sweeps of some of `commands`. */
export function sweepPlan(commands: readonly Command[]): Execute<SweepPlanOptions> {
  return async (options, terminal) => {
    const { file, format } = options;
    const keys = await readKeys(file, {
      what: 'a sweep file',
      holds: 'keys such as command and axes, see docs/sweep.schema.json',
    });
    const sweep = readSweep(file, Object.fromEntries(keys));
    const { command, measure, budget } = sweep;
    const points = sweepPoints(file, sweep, sweptCommand(file, command, commands));
    const plan: Plan = {
      file,
      command,
      measure,
      budget,
      count: points.length,
      points: points.map(({ given, ...point }) => ({
        ...point,
        // Defaults are left out: some options are refused beside others even with the value that they have anyway.
        commandLine: commandLine(command, { ...given, seed: point.seed }),
      })),
    };
    const folder = outFolder(options, 'sweep plan');
    const shown = { table, csv, json: toJson }[format];
    await publish(
      { command: 'sweep plan', options, terminal, folder },
      { json: plan, human: () => shown(plan) },
    );
    return 0;
  };
}
