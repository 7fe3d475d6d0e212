/** `sweep plan`: the points of a sweep file, before anything is run. */
import type { Command, Execute } from '../command.ts';
import type { SweepPlanOptions } from '../options/sweep.ts';
import { asText, optionName } from '../options/table.ts';
import { toJson } from '../text/json-output.ts';
import { outFolder, publish } from '../publish.ts';
import { openSweep } from '../sweep/open.ts';
import { planAxes, planOf, planTable } from '../sweep/plan.ts';
import type { Plan } from '../sweep/plan.ts';

/** RFC 4180, but for its CR. */
function csv(plan: Plan): string {
  const axes = planAxes(plan);
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
    const plan = planOf(await openSweep(options.file, commands));
    const folder = outFolder(options, 'sweep plan');
    const shown = { table: planTable, csv, json: toJson }[options.format];
    await publish(
      { command: 'sweep plan', options, terminal, folder },
      { json: plan, human: () => shown(plan) },
    );
    return 0;
  };
}
