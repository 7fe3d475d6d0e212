/** Kills a sweep with all its processes at random moments, again and again, and looks at what is left. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readRows } from '../../src/engines/store/read-rows.ts';
import { randomStream } from '../../src/kernels/random.ts';

/** How a sweep is treated. */
export interface ChaosPlan {
  /** The sweep file. */
  readonly file: string;
  /** A folder for everything that is made. */
  readonly place: string;
  readonly workers: number;
  readonly kills: number;
  readonly seed: number;
}

/** What came of it. Everything but `kills` and `rows` should be 0 or true. */
export interface ChaosReport {
  /** Kills that hit a running sweep. */
  readonly kills: number;
  /** Rows after each kill. */
  readonly rows: readonly number[];
  /** Rows that were there after a kill and were not later. */
  readonly lost: number;
  /** Points that were run once more although they had a row. */
  readonly repeated: number;
  /** The final rows are those of a sweep that nobody killed, byte for byte, but for their seconds. */
  readonly isEqual: boolean;
  readonly points: number;
}

const start = fileURLToPath(new URL('../../src/cli/start.mjs', import.meta.url));
const noteOutcomes = pathToFileURL(fileURLToPath(new URL('./note-outcomes.mjs', import.meta.url))).href;

function startSweep(folder: string, { file, workers }: ChaosPlan): ChildProcess {
  return spawn(
    process.execPath,
    ['--import', noteOutcomes, start, 'sweep', file, '--out', folder, '--workers', String(workers)],
    {
      // A process group of its own, so that its workers can be killed with it.
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, SWEEP_OUTCOMES: outcomesFile(folder) },
    },
  );
}

function outcomesFile(folder: string): string {
  return `${folder}.outcomes`;
}

function outcomesOf(folder: string): string[] {
  const file = outcomesFile(folder);
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}

async function namesOf(folder: string): Promise<Set<string>> {
  const names = new Set<string>();
  for await (const { name } of readRows(folder)) names.add(name);
  return names;
}

/** All rows as text, without what differs between any two runs. */
async function tableOf(folder: string): Promise<string> {
  const lines: string[] = [];
  for await (const { seconds, ...row } of readRows(folder)) lines.push(JSON.stringify(row));
  return lines.join('\n');
}

/** Runs to the end; says when the first point ended, in ms after the start. */
async function finish(folder: string, plan: ChaosPlan): Promise<number> {
  const begin = performance.now();
  const ended = endOf(startSweep(folder, plan));
  let first = Infinity;
  const looking = setInterval(() => {
    if (first === Infinity && outcomesOf(folder).length > 0) first = performance.now() - begin;
  }, 20);
  const status = await ended;
  clearInterval(looking);
  if (status !== 0) throw new Error(`${plan.file}: the sweep ended with status ${status}`);
  return Math.min(first, performance.now() - begin);
}

/** Runs the sweep twice: once in peace, once with kills. */
export async function killSweep(plan: ChaosPlan): Promise<ChaosReport> {
  const [peaceful, hunted] = ['peaceful', 'hunted'].map((name) => path.join(plan.place, name));
  const first = await finish(peaceful, plan);
  const points = outcomesOf(peaceful).length;
  const moments = randomStream(plan.seed, 'sweep chaos');
  /** One of four while the processes start, the others after some of the points that are left. */
  const moment = async (before: number, isOver: () => boolean): Promise<void> => {
    const isEarly = moments.uniform() < 0.25;
    const share = moments.uniform();
    if (isEarly) {
      await setTimeout(first * share);
      return;
    }
    const most = (1.5 * (points - before)) / (plan.kills - kills);
    const wanted = before + Math.max(1, Math.floor(share * most));
    while (outcomesOf(hunted).length < wanted && !isOver()) await setTimeout(2);
  };
  let kept = new Set<string>();
  let lost = 0;
  let repeated = 0;
  const rows: number[] = [];
  let kills = 0;
  const look = async (outcomesBefore: number): Promise<void> => {
    const fresh = outcomesOf(hunted).slice(outcomesBefore);
    repeated += fresh.filter((name) => kept.has(name)).length;
    const now = await namesOf(hunted);
    lost += [...kept].filter((name) => !now.has(name)).length;
    kept = now;
  };
  while (kills < plan.kills) {
    const outcomesBefore = outcomesOf(hunted).length;
    const child = startSweep(hunted, plan);
    const ended = endOf(child);
    const isOver = (): boolean => child.exitCode !== null;
    await Promise.race([ended, moment(outcomesBefore, isOver)]);
    if (isOver()) {
      await look(outcomesBefore);
      break;
    }
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await ended;
    await look(outcomesBefore);
    kills++;
    rows.push(kept.size);
  }
  const outcomesBefore = outcomesOf(hunted).length;
  await finish(hunted, plan);
  await look(outcomesBefore);
  const table = await tableOf(hunted);
  return { kills, rows, lost, repeated, isEqual: table === (await tableOf(peaceful)), points: kept.size };
}
