/**
 * A block's currents as a job that threads share: each takes the next panels that nobody has taken, until none is left.
 *
 * The job lies in the layer's shared memory as int32 numbers. Who computes a panel does not change its bits.
 */
import type { FloatKernels, Pointer, SimdKernels } from '../kernels/simd.ts';
import { PANEL_WIDTH } from '../kernels/simd.ts';
import type { Precision } from '../kernels/sparse.ts';
import type { ExampleBlock } from './example-block.ts';
import { isDense } from './example-block.ts';
import type { HiddenLayer } from './hidden-layer.ts';

/** Places in a job. */
const SLOT = {
  /** Grows with each job; workers wait on it. */
  generation: 0,
  /** 1: workers end. */
  stop: 1,
  /** Panel that is to be taken next. */
  next: 2,
  /** Panels that are done; the thread that made the job waits on it. */
  done: 3,
  panelCount: 4,
  precision: 5,
  inputs: 6,
  examples: 7,
  stride: 8,
  currents: 9,
  panels: 10,
  gain: 11,
  rowStart: 12,
  index: 13,
  value: 14,
  /** 1: all examples have all their inputs in `value`. */
  dense: 15,
  /** 1: a worker ended by an error, and may have taken panels with it. */
  failed: 16,
  /** Number of code units of what it says, which follow. */
  textLength: 17,
  text: 18,
} as const;

/** Bytes of a job. */
export const JOB_BYTES = 1024;

/** Code units of an error that a job has room for. */
const LONGEST_TEXT = JOB_BYTES / 4 - SLOT.text;

const PRECISIONS: readonly Precision[] = ['f32', 'f64'];
/** Panels taken at once: enough that the counter costs nothing, few enough that threads end together. */
const TAKEN = 2;
/** Looks at a counter before a thread goes to sleep: some hundred microseconds, more than the time between two blocks. */
const SPINS = 40000;

/** The numbers of a job, from any thread that has the memory. */
export function jobAt(simd: SimdKernels, pointer: Pointer): Int32Array {
  return simd.int32(pointer, JOB_BYTES / 4);
}

/** Writes down what it takes to compute a block's currents. */
function describe(job: Int32Array, layer: HiddenLayer, block: ExampleBlock): void {
  const { precision, inputs, at } = layer;
  job[SLOT.panelCount] = block.stride / PANEL_WIDTH[precision];
  job[SLOT.precision] = PRECISIONS.indexOf(precision);
  job[SLOT.inputs] = inputs;
  job[SLOT.examples] = block.count;
  job[SLOT.stride] = block.stride;
  job[SLOT.currents] = block.at.currents;
  job[SLOT.panels] = at.panels;
  job[SLOT.gain] = at.gain;
  job[SLOT.rowStart] = block.at.rowStart;
  job[SLOT.index] = block.at.index;
  job[SLOT.value] = block.at.value;
  job[SLOT.dense] = isDense(block) ? 1 : 0;
}

/** Computes a block's currents in this thread alone. */
export function computeBlock(layer: HiddenLayer, block: ExampleBlock): void {
  const job = new Int32Array(JOB_BYTES / 4);
  describe(job, layer, block);
  computePanels(layer.simd, job, { first: 0, count: job[SLOT.panelCount] });
}

/** Describes a block's currents in `job` and wakes the workers. */
export function postJob(job: Int32Array, layer: HiddenLayer, block: ExampleBlock): void {
  describe(job, layer, block);
  Atomics.store(job, SLOT.done, 0);
  // From here on, panels can be taken.
  Atomics.store(job, SLOT.next, 0);
  Atomics.add(job, SLOT.generation, 1);
  Atomics.notify(job, SLOT.generation);
}

/** Computes panels of the job until none is left to take. */
export function takePanels(simd: SimdKernels, job: Int32Array): void {
  for (;;) {
    const first = Atomics.add(job, SLOT.next, TAKEN);
    const panelCount = job[SLOT.panelCount];
    if (first >= panelCount) return;
    const count = Math.min(TAKEN, panelCount - first);
    computePanels(simd, job, { first, count });
    if (Atomics.add(job, SLOT.done, count) + count === panelCount) Atomics.notify(job, SLOT.done);
  }
}

/** `count` panels from `first` on. */
function computePanels(
  simd: SimdKernels,
  job: Int32Array,
  { first, count }: { first: number; count: number },
): void {
  const precision = PRECISIONS[job[SLOT.precision]];
  const kernels: FloatKernels = simd[precision];
  const inputs = job[SLOT.inputs];
  const unitBytes = first * PANEL_WIDTH[precision] * 8;
  const out = job[SLOT.currents] + unitBytes;
  const stride = job[SLOT.stride];
  const panels = job[SLOT.panels] + first * inputs * 64;
  const gain = job[SLOT.gain] + unitBytes;
  const value = job[SLOT.value];
  const examples = job[SLOT.examples];
  if (job[SLOT.dense] === 1) {
    kernels.densePanelCurrents(out, stride, panels, count, inputs, gain, value, examples);
    return;
  }
  const rowStart = job[SLOT.rowStart];
  const index = job[SLOT.index];
  kernels.panelCurrents(out, stride, panels, count, inputs, gain, rowStart, index, value, examples);
}

/** Milliseconds of one wait: a process that was stopped for an hour loses no more than one of them. */
const WAIT = 1000;

/**
 * Waits until all panels of the job are done.
 * @param patience waits of a second without any progress after which it gives up
 * @returns null, or why they will not be: a worker ended by an error, or with panels taken
 */
export function waitForJob(job: Int32Array, patience: number): string | null {
  for (let spin = 0; spin < SPINS; spin++) {
    if (Atomics.load(job, SLOT.done) >= job[SLOT.panelCount]) return null;
  }
  for (let waits = 0; waits < patience;) {
    const done = Atomics.load(job, SLOT.done);
    if (done >= job[SLOT.panelCount]) return null;
    const failure = jobFailure(job);
    if (failure !== null) return failure;
    if (Atomics.wait(job, SLOT.done, done, WAIT) === 'timed-out') waits++;
    else waits = 0;
  }
  return `it took work and did not end it within ${patience} s`;
}

/** Tells the thread that made the job, from a worker that cannot go on. */
export function failJob(job: Int32Array, reason: string): void {
  const text = reason.slice(0, LONGEST_TEXT);
  for (let i = 0; i < text.length; i++) job[SLOT.text + i] = text.charCodeAt(i);
  job[SLOT.textLength] = text.length;
  Atomics.store(job, SLOT.failed, 1);
  Atomics.notify(job, SLOT.done);
}

/** What a worker said that ended by an error; null where none did. */
export function jobFailure(job: Int32Array): string | null {
  if (Atomics.load(job, SLOT.failed) === 0) return null;
  const units = job.subarray(SLOT.text, SLOT.text + job[SLOT.textLength]);
  return String.fromCharCode(...units);
}

/** The life of a worker: waits for jobs and takes panels of them, until it is told to stop. */
export function serveJobs(simd: SimdKernels, job: Int32Array): void {
  let seen = 0;
  while (Atomics.load(job, SLOT.stop) === 0) {
    const generation = Atomics.load(job, SLOT.generation);
    if (generation !== seen) {
      seen = generation;
      takePanels(simd, job);
      continue;
    }
    let spin = 0;
    while (spin < SPINS && Atomics.load(job, SLOT.generation) === seen) spin++;
    if (spin === SPINS) Atomics.wait(job, SLOT.generation, seen);
  }
}

/** Tells the workers to end. */
export function stopJobs(job: Int32Array): void {
  Atomics.store(job, SLOT.stop, 1);
  Atomics.add(job, SLOT.generation, 1);
  Atomics.notify(job, SLOT.generation);
}
