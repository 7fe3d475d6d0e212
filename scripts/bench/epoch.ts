/** Section 2: an epoch of training in every way, each turn in a process of its own, with its peak memory. */
import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LearningOptions } from '../../src/experiments/training.ts';
import { interleave } from './interleave.ts';
import type { AbsentPeer, Peer } from './peers.ts';
import { peerScript, threadEnvironment } from './peers.ts';
import type { EpochRow } from './results.ts';
import { spreadOf } from './statistics.ts';
import type { TrainingCost, TrainingTask } from './training-child.ts';

const run = promisify(execFile);

/** How much is measured. */
export interface EpochPlan {
  readonly units: readonly number[];
  readonly threads: readonly number[];
  readonly rounds: number;
  /** Most examples that are timed, at most those of the data; what is slower takes fewer. */
  readonly mostExamples: number;
}

/** Packages that rows may lack. */
export interface EpochPeers {
  readonly numpy: Peer | AbsentPeer;
  readonly torch: Peer | AbsentPeer;
}

/** Examples that are timed of a way that takes milliseconds for each. */
const SAMPLE_INTEGRATED = 200;
/** Examples that are timed of the other programs, which take up to half a millisecond for each. */
const SAMPLE_AUTHOR = 6000;
const SAMPLE_PEER = 12_000;
const WARM_UP = 1000;
/** Examples of an epoch, as MNIST has them: what all seconds are scaled to. */
const EPOCH_EXAMPLES = 60_000;

interface Entry {
  readonly row: Omit<EpochRow, 'seconds' | 'peakBytes' | 'reason'>;
  /** The turn, or why there is none. */
  readonly measure: (() => Promise<TrainingCost>) | string;
}

async function cost(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<TrainingCost> {
  const { stdout } = await run(command, [...args], { env, maxBuffer: 1 << 26 });
  return JSON.parse(stdout) as TrainingCost;
}

function ownTurn(task: TrainingTask): Entry['measure'] {
  const script = fileURLToPath(new URL('training-child.ts', import.meta.url));
  return () => cost(process.execPath, [script, JSON.stringify(task)], process.env);
}

function ownEntries(plan: EpochPlan, data: string, units: number): Entry[] {
  const whole = Math.min(plan.mostExamples, EPOCH_EXAMPLES);
  const sample = Math.min(SAMPLE_INTEGRATED, whole);
  const entry = (
    id: string,
    name: string,
    threads: number,
    { examples, learning }: { examples: number; learning: Partial<LearningOptions> },
  ): Entry => ({
    row: { id, name, units, threads, timedExamples: examples, epochExamples: EPOCH_EXAMPLES },
    measure: ownTurn({
      data,
      units,
      threads,
      warmUp: Math.min(WARM_UP, examples),
      examples,
      learning,
    }),
  });
  const perThread = plan.threads.flatMap((threads) => [
    entry('exact', 'exact online, closed form', threads, {
      examples: whole,
      learning: { algorithm: 'exact' },
    }),
    entry('ranking', 'ranking, minibatches of 100', threads, {
      examples: whole,
      learning: { algorithm: 'ranking' },
    }),
  ]);
  return [
    ...perThread,
    entry('exact-steady-integrate', 'exact online, --steady-state integrate', 1, {
      examples: sample,
      learning: { algorithm: 'exact', steadyState: 'integrate' },
    }),
    entry('exact-flow-integrate', 'exact online, --flow integrate', 1, {
      examples: sample,
      learning: { algorithm: 'exact', flow: 'integrate' },
    }),
    entry('exact-integrate', 'exact online, --steady-state integrate --flow integrate', 1, {
      examples: sample,
      learning: { algorithm: 'exact', steadyState: 'integrate', flow: 'integrate' },
    }),
  ];
}

function peerEntries(plan: EpochPlan, data: string, units: number, { numpy, torch }: EpochPeers): Entry[] {
  const sample = Math.min(plan.mostExamples, SAMPLE_PEER);
  const entry = (
    id: string,
    name: string,
    peer: Peer | AbsentPeer,
    {
      threads,
      examples,
      script,
      args,
    }: { threads: number; examples: number; script: string; args: string[] },
  ): Entry => ({
    row: { id, name, units, threads, timedExamples: examples, epochExamples: EPOCH_EXAMPLES },
    measure:
      'reason' in peer
        ? peer.reason
        : () =>
            cost(
              peer.python,
              [
                peerScript(script),
                ...args,
                ...['--data', data, '--units', String(units), '--examples', String(examples)],
              ],
              threadEnvironment(threads),
            ),
  });
  return plan.threads.flatMap((threads) => [
    entry('numpy-author', 'NumPy ranking, as the authors’ notebook, float64', numpy, {
      threads,
      examples: Math.min(SAMPLE_AUTHOR, sample),
      script: 'ranking_numpy.py',
      args: ['--style', 'author'],
    }),
    entry('numpy-lean', 'NumPy ranking, lean, float32', numpy, {
      threads,
      examples: sample,
      script: 'ranking_numpy.py',
      args: ['--style', 'lean'],
    }),
    entry('torch', 'PyTorch ranking, float32', torch, {
      threads,
      examples: sample,
      script: 'ranking_torch.py',
      args: ['--threads', String(threads)],
    }),
  ]);
}

/** Runs the section. */
export async function measureEpochs(
  plan: EpochPlan,
  { data, peers }: { readonly data: string; readonly peers: EpochPeers },
  note: (text: string) => void,
): Promise<EpochRow[]> {
  const rows: EpochRow[] = [];
  for (const units of plan.units) {
    const entries = [...ownEntries(plan, data, units), ...peerEntries(plan, data, units, peers)];
    const contestants = entries.flatMap(({ row, measure }, index) =>
      typeof measure === 'string'
        ? []
        : [
            {
              name: String(index),
              measure: () => {
                note(`an epoch, K = ${units}: ${row.name}, ${threadsText(row.threads)}`);
                return measure();
              },
            },
          ],
    );
    const outcomes = await interleave(plan.rounds, contestants);
    for (const [index, { row, measure }] of entries.entries()) {
      const outcome = outcomes.get(String(index)) ?? String(measure);
      rows.push({ ...row, ...summary(row, outcome) });
    }
  }
  return rows;
}

/** `2 threads` */
function threadsText(threads: number): string {
  return threads === 1 ? '1 thread' : `${threads} threads`;
}

function summary(
  { epochExamples }: Entry['row'],
  outcome: readonly TrainingCost[] | string,
): Pick<EpochRow, 'seconds' | 'peakBytes' | 'reason'> {
  if (typeof outcome === 'string') return { seconds: null, peakBytes: null, reason: outcome };
  return {
    seconds: spreadOf(outcome.map(({ seconds, examples }) => (seconds / examples) * epochExamples)),
    peakBytes: spreadOf(outcome.map(({ peakBytes }) => peakBytes)),
    reason: null,
  };
}
