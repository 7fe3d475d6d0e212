/** Options beside `--resume`: a run goes on with those it has, but for some that do not decide its result. */
import path from 'node:path';
import { ArgumentError } from '../../errors.ts';
import { printable } from '../../kernels/quoted.ts';
import { asText, optionName } from '../options/table.ts';
import type { HeldOptions } from './config.ts';
import { packageVersion } from '../version.ts';

/** They say how a run is made, or where its data lie, whose content is checked: a run may go on with others. */
export const FREE_OPTIONS: readonly string[] = [
  'threads',
  'checkpointSeconds',
  'memory',
  'strict',
  'dataDir',
];

/** They belong to the call, not to the run. */
const OF_THE_CALL: readonly string[] = ['resume', 'json', 'config', 'debug'];

/**
 * Options for going on with a run.
 * @param held those of the run
 * @param call.asked those of the call, of which the user gave `given`
 * @param call.note told where another version of the program began the run
 * @throws ArgumentError when one was given that the run does not have, and that decides its result
 */
export function resumeOptions(
  run: string,
  { version, options: own }: HeldOptions,
  call: {
    readonly asked: object;
    readonly given: ReadonlySet<string>;
    readonly note: (line: string) => void;
  },
): HeldOptions['options'] {
  const { asked, given, note } = call;
  const options = asked as Readonly<Record<string, unknown>>;
  const changed: Record<string, unknown> = {};
  for (const key of given) {
    if (OF_THE_CALL.includes(key)) continue;
    if (FREE_OPTIONS.includes(key)) {
      changed[key] = key === 'dataDir' ? path.resolve(String(options[key])) : options[key];
      continue;
    }
    const text = asText(options[key]) ?? '';
    const kept = key === 'out' ? path.resolve(run) : asText(own[key]);
    if (text === kept || path.resolve(text) === kept) continue;
    const name = optionName(key);
    throw new ArgumentError(
      `--${name}: cannot be changed by --resume, the run has ${kept === undefined ? 'none' : kept} (got ${text}); leave it out, or start another run`,
    );
  }
  if (version !== packageVersion()) {
    note(
      `${run}: version ${printable(version, 40)} began this run, and ${packageVersion()} goes on; its bytes may be those of neither`,
    );
  }
  return { ...own, ...changed };
}
