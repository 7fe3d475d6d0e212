/** Kills one run at random moments, goes on with it each time, and looks at what it comes to. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RandomStream } from '../../src/kernels/random.ts';
import { readLatestCheckpoint } from '../../src/runs/checkpoint.ts';

const START = fileURLToPath(new URL('../../src/cli/start.mjs', import.meta.url));

/** What is run, and how it is treated. */
export interface KillPlan {
  /** The command and its options, without `--out`. */
  readonly words: readonly string[];
  /** Folder of the run that is killed; must not be there. */
  readonly folder: string;
  /** Where the checkpoints lie below it; two of them for a comparison. */
  readonly parts: readonly string[];
  readonly kills: number;
  readonly stream: RandomStream;
}

/** What the kills hit. */
export interface KillReport {
  readonly kills: number;
  /** Before there was a checkpoint. */
  readonly early: number;
  /** While a file was written: its draft was left behind. */
  readonly whileWriting: number;
  /** Checkpoints that were damaged; should be 0. */
  readonly damaged: number;
  /** Drafts and locks that are left in the end; should be none. */
  readonly leftOver: readonly string[];
}

/** A process, and the promise of its end. */
interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly hasEnded: () => boolean;
}

function start(words: readonly string[]): Started {
  const child = spawn(process.execPath, [START, ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  let isOver = false;
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('close', (code) => {
      isOver = true;
      if (code === null || code === 0) resolve(code);
      else reject(new Error(`${words.join(' ')} ended with status ${code}: ${said}`));
    });
  });
  return { child, ended, hasEnded: () => isOver };
}

/** Runs to the end without a kill. */
export async function runWhole(words: readonly string[], folder: string): Promise<void> {
  await start([...words, '--out', folder]).ended;
}

/** SHA-256 of some files of a run folder, by name. */
export function digestsOf(folder: string, files: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    files.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(path.join(folder, name)))
        .digest('hex'),
    ]),
  );
}

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' });
}

const isDraft = (name: string): boolean => name.endsWith('.tmp');

/** Number of the newest checkpoint of all parts together: grows with each that is written. */
function stored(plan: KillPlan): number {
  const numbers = filesOf(plan.folder)
    .filter((name) => name.endsWith('.checkpoint'))
    .map((name) => parseInt(path.basename(name), 10));
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** Waits until `holds`, or until the process has ended. */
async function until(holds: () => boolean, { hasEnded }: Started): Promise<void> {
  while (!hasEnded() && !holds()) await setTimeout(1);
}

/** Waits for a random moment in the life of a process: some checkpoints on, while one is written, or at some time. */
async function waitForMoment(plan: KillPlan, running: Started): Promise<void> {
  const { stream, folder } = plan;
  const kind = stream.integer(4);
  if (kind === 0) {
    await setTimeout(stream.uniform() * 1500);
    return;
  }
  const before = stored(plan);
  const more = 1 + stream.integer(6);
  await until(() => stored(plan) >= before + more, running);
  if (kind > 1) {
    await setTimeout(stream.uniform() * 60);
    return;
  }
  const seen = new Promise<void>((resolve) => {
    const watcher = watch(folder, { recursive: true }, (_event, name) => {
      if (name === null || !isDraft(name)) return;
      watcher.close();
      running.child.kill('SIGKILL');
      resolve();
    });
    void running.ended.finally(() => {
      watcher.close();
      resolve();
    });
  });
  await seen;
}

/** Kills a run so often, goes on with it each time, and lets it end. */
export async function killRun(plan: KillPlan): Promise<KillReport> {
  const { words, folder, parts, kills } = plan;
  const counts = { kills: 0, early: 0, whileWriting: 0, damaged: 0 };
  const isBegun = (): boolean => existsSync(path.join(folder, 'config.json'));
  const begin = (): Started =>
    start(isBegun() ? [words[0], '--resume', folder] : [...words, '--out', folder]);
  while (counts.kills < kills) {
    const running = begin();
    await waitForMoment(plan, running);
    running.child.kill('SIGKILL');
    if ((await running.ended) === 0) {
      // Faster than its kill: once more from the beginning.
      rmSync(folder, { recursive: true });
      continue;
    }
    counts.kills++;
    if (stored(plan) === 0) counts.early++;
    if (filesOf(folder).some(isDraft)) counts.whileWriting++;
    for (const part of parts) {
      readLatestCheckpoint(path.join(folder, part, 'checkpoint'), () => counts.damaged++);
    }
  }
  await begin().ended;
  const leftOver = filesOf(folder).filter((name) => isDraft(name) || /lock/.test(path.basename(name)));
  return { ...counts, leftOver };
}
