/** The job of a block's currents, taken apart in one thread; `test/workers` runs it in several. */
import { describe, expect, it } from 'vitest';
import type { SimdKernels } from '../../src/kernels/simd.ts';
import { allocatedBytes } from '../../src/kernels/simd.ts';
import { randomStream } from '../../src/kernels/random.ts';
import type { Precision } from '../../src/kernels/sparse.ts';
import type { ExampleBlock } from '../../src/learning/example-block.ts';
import { blockBytes, createExampleBlock, loadExample } from '../../src/learning/example-block.ts';
import type { HiddenLayer } from '../../src/learning/hidden-layer.ts';
import { createHiddenLayer, refreshPanels } from '../../src/learning/hidden-layer.ts';
import {
  computeBlock,
  failJob,
  JOB_BYTES,
  jobAt,
  jobFailure,
  postJob,
  serveJobs,
  stopJobs,
  takePanels,
  waitForJob,
} from '../../src/learning/panel-job.ts';
import { randomExample, sourceOf } from '../support/sparse-vectors.ts';

const INPUTS = 11;
/** Seven panels in f32, thirteen in f64: numbers that are no multiple of what is taken at once. */
const UNITS = 100;
const EXAMPLES = 3;

interface Work {
  readonly layer: HiddenLayer;
  readonly block: ExampleBlock;
  readonly job: Int32Array;
}

function work(precision: Precision, share: number): Work {
  const stream = randomStream(2, 'panel-job');
  const shape = { units: UNITS, inputs: INPUTS, p: 3, radius: 1, precision };
  const spareBytes = blockBytes(EXAMPLES, shape) + allocatedBytes(JOB_BYTES);
  const weights = Float64Array.from({ length: UNITS * INPUTS }, () => Math.fround(stream.normal()));
  const layer = createHiddenLayer(weights, { ...shape, spareBytes });
  const block = createExampleBlock(layer, EXAMPLES);
  const source = sourceOf(Array.from({ length: EXAMPLES }, () => randomExample(stream, INPUTS, share)));
  for (let example = 0; example < EXAMPLES; example++) loadExample(block, source, { example, remaining: 1 });
  refreshPanels(layer);
  return { layer, block, job: jobAt(layer.simd, layer.simd.allocate(JOB_BYTES)) };
}

/** All currents, and NaN in their place for the next who computes them. */
function taken(block: ExampleBlock): number[][] {
  const values = block.currents.map((row) => [...row]);
  for (const row of block.currents) row.fill(NaN);
  return values;
}

/** Kernels that first do something else. */
function before(simd: SimdKernels, precision: Precision, act: () => void): SimdKernels {
  const kernels = simd[precision];
  const panelCurrents: typeof kernels.panelCurrents = (...words) => {
    act();
    kernels.panelCurrents(...words);
  };
  return { ...simd, [precision]: { ...kernels, panelCurrents } };
}

describe.each<[Precision, number]>([
  ['f32', 0.5],
  ['f32', 1],
  ['f64', 0.5],
  ['f64', 1],
])('a job in %s with a share of %d of non-zero inputs', (precision, share) => {
  it('has the bits of one thread alone', () => {
    const { layer, block, job } = work(precision, share);
    computeBlock(layer, block);
    const alone = taken(block);
    expect(alone.flat().every(Number.isFinite)).toBe(true);
    postJob(job, layer, block);
    takePanels(layer.simd, job);
    expect(waitForJob(job, 0)).toBeNull();
    expect(taken(block)).toEqual(alone);
  });
});

describe('a job', () => {
  it('takes as much memory as it says', () => {
    expect(work('f64', 0.5).job.byteLength).toBe(JOB_BYTES);
  });

  it('is shared by whoever takes panels: each is computed once', () => {
    const { layer, block, job } = work('f64', 0.5);
    const panels: number[] = [];
    const count = (simd: SimdKernels, act: () => void = () => undefined): SimdKernels => {
      const kernels = simd.f64;
      const panelCurrents: typeof kernels.panelCurrents = (...words) => {
        panels.push(...Array.from({ length: words[3] }, (_, i) => words[0] / 64 + i));
        act();
        kernels.panelCurrents(...words);
      };
      return { ...simd, f64: { ...kernels, panelCurrents } };
    };
    let others = 0;
    // The second thread comes while the first is at its first panels, and finds the rest.
    const first = count(layer.simd, () => {
      if (others++ === 0) takePanels(count(layer.simd), job);
    });
    computeBlock(layer, block);
    const alone = taken(block);
    postJob(job, layer, block);
    takePanels(first, job);
    const from = block.at.currents / 64;
    expect(panels.map((panel) => panel - from).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 13 }, (_, i) => i),
    );
    expect(waitForJob(job, 0)).toBeNull();
    expect(taken(block)).toEqual(alone);
  });

  it('is not done while panels are out that somebody took', () => {
    const { layer, block, job } = work('f64', 0.5);
    postJob(job, layer, block);
    const answers: (string | null)[] = [];
    takePanels(
      before(layer.simd, 'f64', () => answers.push(waitForJob(job, 0))),
      job,
    );
    // Thirteen panels, two at a time.
    expect(answers).toEqual(new Array(7).fill('it took work and did not end it within 0 s'));
    expect(waitForJob(job, 0)).toBeNull();
  });

  it('is taken up by a worker, which then ends when it is told to', () => {
    const { layer, block, job } = work('f64', 0.5);
    computeBlock(layer, block);
    const alone = taken(block);
    postJob(job, layer, block);
    serveJobs(
      before(layer.simd, 'f64', () => stopJobs(job)),
      job,
    );
    expect(taken(block)).toEqual(alone);
  });

  it('is left alone by a worker that was told to end', () => {
    const { layer, block, job } = work('f64', 0.5);
    taken(block);
    postJob(job, layer, block);
    stopJobs(job);
    serveJobs(layer.simd, job);
    expect(block.currents[0].every(Number.isNaN)).toBe(true);
  });

  it('can be posted again, for what has changed', () => {
    const { layer, block, job } = work('f64', 0.5);
    postJob(job, layer, block);
    takePanels(layer.simd, job);
    const once = taken(block);
    layer.gain.fill(2, 0, UNITS);
    postJob(job, layer, block);
    takePanels(layer.simd, job);
    expect(taken(block)).toEqual(once.map((row) => row.map((current) => 2 * current)));
  });

  it('says what a worker died of, as far as there is room', () => {
    const { layer, block, job } = work('f64', 0.5);
    postJob(job, layer, block);
    expect(jobFailure(job)).toBeNull();
    failJob(job, 'no memory: 1 ≤ 2');
    expect(jobFailure(job)).toBe('no memory: 1 ≤ 2');
    expect(waitForJob(job, 1)).toBe('no memory: 1 ≤ 2');
    failJob(job, 'x'.repeat(1000));
    expect(jobFailure(job)).toBe('x'.repeat(238));
  });
});
