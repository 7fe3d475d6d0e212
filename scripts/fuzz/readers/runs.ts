/** Readers of what runs leave behind: checkpoints and configurations. They read folders, so mutants are written to one. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { readRunRecord } from '../../../src/cli/reports/finished-run.ts';
import type { AnyOptionTable } from '../../../src/cli/options/table.ts';
import { trainTable } from '../../../src/cli/options/train.ts';
import { trainSgdTable } from '../../../src/cli/options/train-sgd.ts';
import { readRunOptions } from '../../../src/cli/runs/config.ts';
import type { RunConfig } from '../../../src/cli/runs/config.ts';
import { weightsRun } from '../../../src/cli/inputs/trained-weights.ts';
import { packageVersion } from '../../../src/cli/version.ts';
import { readLatestCheckpoint, writeCheckpoint } from '../../../src/runs/checkpoint.ts';
import type { Checkpoint } from '../../../src/runs/checkpoint.ts';
import { RUN_FILES } from '../../../src/runs/run-folder.ts';
import { asShown } from '../as-shown.ts';
import type { Reader } from '../reader.ts';
import { utf8 } from '../reader.ts';

/** A folder of this process, removed at its end. */
function ownFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'competing-units-fuzz-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const STATES: readonly Checkpoint[] = [
  {
    state: { metrics: [], divergences: [] },
    arrays: { base: Float64Array.of(1, 2), retired: Uint8Array.of(0, 1) },
  },
  {
    state: { epoch: 3, text: 'ü' },
    arrays: { base: Float32Array.of(0.5, -1, 3), scale: Float64Array.of(1e-3) },
  },
];

function fileOf(checkpoint: Checkpoint, folder: string): Uint8Array {
  writeCheckpoint(folder, checkpoint);
  const [name] = readdirSync(folder);
  const bytes = new Uint8Array(readFileSync(path.join(folder, name)));
  rmSync(path.join(folder, name));
  return bytes;
}

function text(checkpoint: Checkpoint): string {
  const { state, arrays } = checkpoint;
  const shown = Object.entries(arrays).map(([name, array]) => [name, array.constructor.name, [...array]]);
  return JSON.stringify([state, shown]);
}

/** A mutant that is accepted must hold what one of the originals holds: nothing else has its checksum. */
function checkpointFault(_: Uint8Array, reading: unknown): string | null {
  const found = reading as Checkpoint | null;
  return found !== null && STATES.some((state) => text(state) === text(found)) ? null : 'not what was stored';
}

const TABLES: ReadonlyMap<string, AnyOptionTable> = new Map<string, AnyOptionTable>([
  ['train', trainTable],
  ['train-sgd', trainSgdTable],
]);

/** A configuration with the defaults, and others. */
function configOf(command: string, others: object): unknown {
  const defaults = Object.entries(TABLES.get(command) ?? {}).map(([key, option]) => [key, option.default]);
  const options = { ...Object.fromEntries(defaults), ...others } as object;
  return { version: packageVersion(), command, seed: 3, options };
}

const CONFIGS = utf8(
  JSON.stringify(configOf('train', { hidden: 10, labels: 'y.npy' })),
  JSON.stringify(configOf('train-sgd', { data: './x.npy', epochs: 2, rateSchedule: '0.001x2' }), null, 2),
);

/** All readers; the folder's path begins what they say, and is put off. */
function readRun(folder: string, bytes: Uint8Array): unknown {
  writeFileSync(path.join(folder, RUN_FILES.config), bytes);
  const { config } = readRunRecord(folder);
  const { options } = readRunOptions(folder, { tables: TABLES, what: 'a run', mend: 'make it anew' });
  return { config, options, weights: weightsRun(folder) };
}

/** The same document by `JSON.parse`; every option that has a default has a value that its command takes. */
function configFault(bytes: Uint8Array, reading: unknown): string | null {
  const document = JSON.parse(new TextDecoder().decode(bytes)) as { seed: number; options: object };
  const { config, options } = reading as { config: RunConfig; options: Readonly<Record<string, unknown>> };
  if (config.seed !== document.seed) return 'not what the file says';
  for (const [key, { kind, default: fallback }] of Object.entries(TABLES.get(config.command) ?? {})) {
    const value = options[key];
    if (value === undefined && fallback === undefined) continue;
    if (kind.read(String(value)) !== value) return `${key} is not what the command takes`;
  }
  return null;
}

/** Made when it is asked for: these readers need folders. */
export function runReaders(): readonly Reader[] {
  const checkpoints = ownFolder();
  const run = ownFolder();
  mkdirSync(run, { recursive: true });
  writeFileSync(path.join(run, RUN_FILES.summary), '{}');
  writeFileSync(path.join(run, RUN_FILES.weights), '');
  const corpus = STATES.map((state) => fileOf(state, checkpoints));
  const file = path.join(checkpoints, '00000001.checkpoint');
  return [
    {
      name: 'checkpoint',
      label: checkpoints,
      corpus,
      tokens: [
        ...utf8('{', '}', '"length":', '"type":"f8"', '99999999999', '\n', '-1'),
        createHash('sha256').digest(),
      ],
      kind: 'binary',
      read: (bytes) => {
        writeFileSync(file, bytes);
        return readLatestCheckpoint(checkpoints, () => undefined);
      },
      check: checkpointFault,
      allocation: (length) => 65536 + 32 * length,
    },
    {
      name: 'run-config',
      label: run,
      corpus: CONFIGS,
      tokens: utf8(
        '"__proto__"',
        '"constructor"',
        'null',
        '[]',
        '{}',
        '"compare":true',
        '"seed"',
        '"options"',
        '"train"',
        '1e999',
      ),
      kind: 'text',
      read: (bytes) => asShown(() => readRun(run, bytes)),
      check: configFault,
      allocation: (length) => 65536 + 32 * length,
    },
  ];
}
