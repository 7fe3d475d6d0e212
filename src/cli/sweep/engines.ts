/** The engines of sweeps by name; each is loaded only when it is asked for. */
import type { Engine, JobLimits } from '../../engines/engine.ts';
import type { SweepOptions } from '../options/sweep.ts';

/** What an engine may need to know. */
export interface EngineSetting {
  /** Of the sweep, absolute. */
  readonly folder: string;
  readonly workers: number;
  readonly limits: JobLimits;
  /** With the options of the engine itself. */
  readonly options: SweepOptions;
  /** A line for people. */
  readonly note: (line: string) => void;
}

/** Makes an engine; throws ArgumentError where it cannot be used. */
type LoadEngine = (setting: EngineSetting) => Promise<Engine>;

/** The entry of local worker processes: from source the file ends in .ts, in the built package in .js. */
const entry = new URL(`./worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url);

const loaders: Readonly<Record<SweepOptions['engine'], LoadEngine>> = {
  local: async ({ folder, workers, limits }) => {
    const { createLocalEngine } = await import('../../engines/local/local-engine.ts');
    return createLocalEngine({ workers, entry, args: [folder], limits });
  },
};

/** The engine that the options ask for. */
export function loadEngine(setting: EngineSetting): Promise<Engine> {
  return loaders[setting.options.engine](setting);
}
