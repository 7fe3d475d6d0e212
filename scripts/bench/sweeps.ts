/** Section 5: what the local engine of sweeps costs, how two workers share, and what a long sweep keeps in memory. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readRows } from '../../src/engines/store/read-rows.ts';
import { interleave } from './interleave.ts';
import type { SweepCosts, SweepRow } from './results.ts';
import { spreadOf } from './statistics.ts';

/** How much is measured. */
export interface SweepPlan {
  readonly rounds: number;
  /** Of some 10 ms each, for the overhead. */
  readonly shortPoints: number;
  /** Of more than 100 ms each, for the ratio of one worker to two. */
  readonly longPoints: number;
  /** Points of next to no time, few and many, for the memory. */
  readonly memoryPoints: readonly [number, number];
}

const run = promisify(execFile);

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

/** A sweep of `relax` over so many inhibitions; the rows of currents decide what a point costs. */
interface Load {
  readonly points: number;
  readonly rows: number;
  readonly workers: number;
}

/** Units of each row. */
const UNITS = 100;
/** Rows of currents: 1 ms or so, 10 ms or so, more than 100 ms. */
const TINY = 1;
const SHORT = 16;
const LONG = 260;

/** One sweep in a process of its own. */
async function measureSweep({ points, rows, workers }: Load): Promise<SweepRow> {
  const folder = mkdtempSync(path.join(tmpdir(), 'competing-units-bench-'));
  const at = (name: string): string => path.join(folder, name);
  try {
    const row = (r: number): number[] => Array.from({ length: UNITS }, (_, k) => Math.sin(1 + r * UNITS + k));
    writeFileSync(at('currents.json'), JSON.stringify(Array.from({ length: rows }, (_, r) => row(r))));
    const sweep = {
      command: 'relax',
      options: { currents: at('currents.json') },
      axes: { inhibition: { linspace: [0.8, 0.9, points] } },
      measure: ['results.0.energy', 'results.0.retcode'],
    };
    writeFileSync(at('sweep.json'), JSON.stringify(sweep));
    const words = ['sweep', at('sweep.json'), '--json', '--out', at('out'), '--workers', String(workers)];
    const { stdout } = await run(
      process.execPath,
      ['--import', pathOf('report-memory.ts'), pathOf('../../src/cli/start.mjs'), ...words],
      { env: { ...process.env, BENCH_MEMORY_FILE: at('peak') } },
    );
    const { seconds, done } = JSON.parse(stdout) as { seconds: number; done: number };
    if (done !== points) throw new Error(`${done} of ${points} points were done`);
    let inJobs = 0;
    for await (const one of readRows(at('out'))) inJobs += one.seconds;
    return { points, workers, seconds, inJobs, peakBytes: Number(readFileSync(at('peak'), 'utf8')) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the section. */
export async function measureSweeps(plan: SweepPlan, note: (text: string) => void): Promise<SweepCosts> {
  const { rounds, shortPoints, longPoints, memoryPoints } = plan;
  const loads: Readonly<Record<string, Load>> = {
    short: { points: shortPoints, rows: SHORT, workers: 2 },
    'long, 1 worker': { points: longPoints, rows: LONG, workers: 1 },
    'long, 2 workers': { points: longPoints, rows: LONG, workers: 2 },
    few: { points: memoryPoints[0], rows: TINY, workers: 2 },
    many: { points: memoryPoints[1], rows: TINY, workers: 2 },
  };
  const contestants = Object.entries(loads).map(([name, load]) => ({
    name,
    measure: () => {
      note(`a sweep of ${load.points} points, ${name}`);
      return measureSweep(load);
    },
  }));
  const outcomes = await interleave(rounds, contestants);
  const of = (name: string): readonly SweepRow[] => {
    const outcome = outcomes.get(name);
    if (Array.isArray(outcome)) return outcome;
    throw new Error(`sweeps: ${name}: ${outcome ?? 'not measured'}`);
  };
  const overhead = of('short').map(
    ({ seconds, inJobs, workers, points }) => (1000 * (seconds * workers - inJobs)) / points,
  );
  return {
    rows: Object.keys(loads).map((name) => ({ name, turns: of(name) })),
    overhead: spreadOf(overhead),
    workers: {
      one: spreadOf(of('long, 1 worker').map(({ seconds }) => seconds)),
      two: spreadOf(of('long, 2 workers').map(({ seconds }) => seconds)),
    },
    memory: {
      few: spreadOf(of('few').map(({ peakBytes }) => peakBytes)),
      many: spreadOf(of('many').map(({ peakBytes }) => peakBytes)),
    },
  };
}
