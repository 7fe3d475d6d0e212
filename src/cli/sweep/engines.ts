/** The engines of sweeps by name; each is loaded only when it is asked for. */
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Engine, JobLimits } from '../../engines/engine.ts';
import type { SweepOptions } from '../options/sweep.ts';
import { oneAtATime, workerEntry } from './one-at-a-time.ts';

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

/** Words that run a batch of Slurm when the path of its file follows. */
const batchProgram = [
  process.execPath,
  fileURLToPath(new URL('../start.mjs', import.meta.url)),
  'worker',
  '--batch',
];

const loaders: Readonly<Record<SweepOptions['engine'], LoadEngine>> = {
  local: async ({ folder, workers, limits }) => {
    const { createLocalEngine } = await import('../../engines/local/local-engine.ts');
    return createLocalEngine({ workers, entry: workerEntry, args: [folder], limits });
  },
  slurm: async ({ folder, limits, options, note }) => {
    const { createSlurmEngine } = await import('../../engines/slurm/slurm-engine.ts');
    const { tasks: limit, sbatchArgs, ...rest } = options;
    const words = sbatchArgs?.split(/\s+/).filter(Boolean) ?? [];
    const slurm = { ...rest, limit, sbatchArgs: words };
    return createSlurmEngine({ sweep: folder, program: batchProgram, options: slurm, limits, note });
  },
  postgres: async ({ folder, workers, limits, options, note }) => {
    const [{ createPostgresEngine }, { queueAddress }] = await Promise.all([
      import('../../engines/postgres/postgres-engine.ts'),
      import('../../engines/postgres/queue-connection.ts'),
    ]);
    return createPostgresEngine({
      sweep: folder,
      address: queueAddress(options.connect, path.join(folder, 'pglite')),
      limits,
      concurrency: workers,
      createEngine: (bounds) => oneAtATime(folder, bounds),
      note,
    });
  },
};

/** The engine that the options ask for. */
export function loadEngine(setting: EngineSetting): Promise<Engine> {
  return loaders[setting.options.engine](setting);
}
