/** Worker threads that die: the run ends with the reason, and what it stored is gone on with. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TrainSummary } from '../../src/experiments/types.ts';
import { failJob, JOB_BYTES, jobFailure, waitForJob } from '../../src/learning/panel-job.ts';
import { createPanelPool } from '../../src/workers/panel-pool.ts';
import { call } from '../cli/support/call.ts';
import { interruptionWhen } from '../cli/support/interruption.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';

/** Code that takes the place of a worker's; null: its own. */
let code: string | null = null;
/** Workers that were started. */
const started: Worker[] = [];

vi.mock('node:worker_threads', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:worker_threads')>();
  class Watched extends original.Worker {
    constructor(entry: URL, options: import('node:worker_threads').WorkerOptions) {
      super(code ?? entry, { ...options, eval: code !== null });
      started.push(this);
    }
  }
  return { ...original, Worker: Watched };
});

/** Takes two panels of a job as a worker would, and then does as `end` says. */
const takesPanels = (end: string): string => `
  const { workerData: { memory, job } } = require('node:worker_threads');
  const slots = new Int32Array(memory.buffer, job, ${JOB_BYTES / 4});
  while (Atomics.load(slots, 0) === 0 || Atomics.add(slots, 2, 2) >= slots[4]);
  ${end}
`;

const folder = temporaryFolder();
const words = ['train', '--data', 'bars', '--limit', '120', '--hidden', '100', '--epochs', '200'];

/** Lets the other threads have the processor, for as many milliseconds as a worker may take to notice its end. */
function wait(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** A run that waits whenever it breathes, which is 200 times at least: a worker has seconds to die before its end. */
function slowly(atBreath: () => boolean): AbortController {
  return interruptionWhen(() => {
    if (atBreath()) wait(20);
    return false;
  });
}

function sha256Of(run: string): string {
  const summary = JSON.parse(readFileSync(path.join(run, 'summary.json'), 'utf8')) as TrainSummary;
  return summary.weights.sha256;
}

beforeEach(() => {
  code = null;
  started.length = 0;
});

describe('a worker thread that dies', () => {
  it.each([
    ['throws at its start', 'throw new Error("out of luck")', 'out of luck'],
    ['ends at its start', 'process.exit(3)', 'it ended with status 3'],
  ])('ends the run with its reason where it %s', async (_what, program, reason) => {
    code = program;
    const out = folder.at(program.slice(0, 5));
    const interruption = slowly(() => true);
    const outcome = await call([...words, '--threads', '2', '--out', out], { interruption });
    const { status, stdout, stderr } = outcome;
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: `a worker thread failed: ${reason}; go on with --resume and --threads 1\n`,
    });
    expect(existsSync(path.join(out, 'lock'))).toBe(false);
    code = null;
    expect((await call(['train', '--resume', out, '--threads', '1'])).status).toBe(0);
    const whole = folder.at(`whole-${program.slice(0, 5)}`);
    await call([...words, '--threads', '1', '--out', whole]);
    expect(sha256Of(out)).toBe(sha256Of(whole));
  });

  it('ends the run in its midst, which goes on to the same bytes', async () => {
    const out = folder.at('midst');
    const interruption = slowly(() => {
      const isUnderWay = existsSync(path.join(out, 'metrics.jsonl'));
      if (isUnderWay) for (const worker of started) void worker.terminate();
      return isUnderWay;
    });
    const all = [...words, '--threads', '2', '--checkpoint-seconds', '0.01', '--out', out];
    const { status, stderr } = await call(all, { interruption });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^a worker thread failed: it .*; go on with --resume and --threads 1\n$/);
    const again = await call(['train', '--resume', out, '--threads', '1']);
    expect(again).toMatchObject({ status: 0, stderr: '' });
    const whole = folder.at('whole');
    await call([...words, '--threads', '1', '--out', whole]);
    expect(sha256Of(out)).toBe(sha256Of(whole));
  }, 60_000);
});

describe('a pool', () => {
  const open = async (program: string): Promise<() => void> => {
    const { createTraining } = await import('../../src/experiments/training.ts');
    const { TRAINING_DEFAULTS } = await import('../../src/experiments/training-defaults.ts');
    const { generateBars } = await import('../../src/data/bars.ts');
    const { createExampleSource } = await import('../../src/experiments/example-source.ts');
    const { randomWeights } = await import('../../src/learning/initial-weights.ts');
    code = program;
    const source = createExampleSource(generateBars({ train: 200, test: 1, seed: 0 }).train, 'unit');
    const shape = { units: 3000, p: 4, radius: 1, precision: 'f32' as const };
    const pool = createPanelPool(2, 1);
    const training = createTraining({
      start: { weights: randomWeights('normal', { ...shape, inputs: source.inputs, seed: 0 }) },
      shape,
      source,
      epochs: 1e6,
      seed: 0,
      learning: TRAINING_DEFAULTS,
      threads: pool.engineOf,
    });
    // The worker takes part only once it has started.
    await new Promise((resolve) => started[0].once('online', resolve));
    return () => {
      while (training.epochsDone() < training.epochs) training.advance(1);
    };
  };

  it('waits no longer than its patience for a thread that is gone with work', async () => {
    const train = await open(takesPanels('process.exit(0)'));
    expect(train).toThrow(
      'a worker thread failed: it took work and did not end it within 1 s; go on with --resume and --threads 1',
    );
  });
});

describe('a job', () => {
  it('tells at once why a worker could not go on', () => {
    const job = new Int32Array(new SharedArrayBuffer(JOB_BYTES));
    job[4] = 5; // panels, of which none is done
    expect(jobFailure(job)).toBeNull();
    failJob(job, 'memory access out of bounds');
    expect(jobFailure(job)).toBe('memory access out of bounds');
    expect(waitForJob(job, 1000)).toBe('memory access out of bounds');
    failJob(job, 'x'.repeat(5000));
    expect(jobFailure(job)).toMatch(/^x{200,}$/);
    job[3] = 5;
    expect(waitForJob(job, 1000)).toBeNull();
  });
});
