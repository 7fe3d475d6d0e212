import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, it } from 'vitest';
import { ArgumentError } from '../../src/errors.ts';
import { ALIGNMENT, PANEL_WIDTH, allocatedBytes, attachSimd, createSimd } from '../../src/kernels/simd.ts';
import { firstDifference } from '../support/first-difference.ts';
import { createSimdCase } from '../support/simd-case.ts';
import type { PanelTask } from '../support/simd-worker.ts';

const PAGE = 65_536;

describe('memory of the kernels', () => {
  it.each([true, false])('is of the kind that was asked for (shared: %s)', (shared) => {
    const { memory } = createSimd({ bytes: 1000, shared });
    expect(memory.buffer instanceof SharedArrayBuffer).toBe(shared);
  });

  it('gives out zeroed, aligned pieces that do not overlap, none of them at 0', () => {
    const simd = createSimd({ bytes: 3 * ALIGNMENT, shared: false });
    const pointers = [1, ALIGNMENT, 0].map((bytes) => simd.allocate(bytes));
    expect(pointers).toEqual([ALIGNMENT, 2 * ALIGNMENT, 3 * ALIGNMENT]);
    expect([...simd.float64(pointers[0], 16)]).toEqual(new Array(16).fill(0));
  });

  it('holds all that allocatedBytes counts', () => {
    const sizes = [1, 63, 64, 65, 0, 40_000, PAGE];
    const simd = createSimd({
      bytes: sizes.reduce((sum, size) => sum + allocatedBytes(size), 0),
      shared: true,
    });
    for (const size of sizes) expect(simd.int32(simd.allocate(size), size >> 2)).toHaveLength(size >> 2);
  });

  it('says how much is left when that is too little', () => {
    const simd = createSimd({ bytes: 10, shared: false });
    simd.allocate(PAGE - 2 * ALIGNMENT);
    expect(() => simd.allocate(65)).toThrow(
      new ArgumentError(
        'memory of the kernels: must have room for 65 bytes more (got 64 of 65536); create it with more bytes',
      ),
    );
    expect(simd.allocate(64)).toBe(PAGE - ALIGNMENT);
  });

  it.each([-1, NaN, 2 ** 32, Infinity])('of %d bytes is refused', (bytes) => {
    expect(() => createSimd({ bytes, shared: false })).toThrow(
      new ArgumentError(
        `memory of the kernels: must be 0 to 4294967232 bytes (got ${bytes}); use fewer hidden units or float32`,
      ),
    );
  });

  it('is seen by views of every type', () => {
    const simd = createSimd({ bytes: 64, shared: false });
    const pointer = simd.allocate(64);
    simd.float64(pointer, 1)[0] = -2;
    expect([...simd.int32(pointer, 2)]).toEqual([0, -(2 ** 30)]);
    simd.float32(pointer, 1)[0] = 1;
    expect(simd.floats('f32', pointer, 1)).toEqual(Float32Array.of(1));
    expect(simd.floats('f64', pointer + 8, 7)).toEqual(new Float64Array(7));
  });
});

describe('kernels in several threads', () => {
  const worker = new Worker(new URL('../support/simd-worker.ts', import.meta.url));
  afterAll(() => worker.terminate());

  it.each(['f32', 'f64'] as const)('compute the same bits in shared memory (%s)', async (precision) => {
    const made = createSimdCase({
      precision,
      shared: true,
      units: 70,
      inputs: 40,
      examples: 17,
      share: 0.4,
      odd: 0.02,
      seed: 5,
    });
    const { kernels, at, inputs, units, outStride, panelCount } = made;
    kernels.refreshPanels(at.panels, at.rows, inputs, at.list, units);
    const callFor = (first: number, count: number): PanelTask['call'] => {
      const unit = first * PANEL_WIDTH[precision];
      return [
        at.out + unit * 8,
        outStride,
        at.panels + first * inputs * 64,
        count,
        inputs,
        at.gain + unit * 8,
        at.rowStart,
        at.index,
        at.value,
        made.examples,
      ];
    };
    kernels.panelCurrents(...callFor(0, panelCount));
    const alone = made.out.slice();
    expect(alone[0]).not.toBeNaN();
    made.out.fill(NaN);
    const half = panelCount >> 1;
    const task: PanelTask = { memory: made.simd.memory, precision, call: callFor(half, panelCount - half) };
    const done = once(worker, 'message');
    worker.postMessage(task);
    kernels.panelCurrents(...callFor(0, half));
    expect(await done).toEqual(['done']);
    expect(firstDifference(made.out, alone)).toBeUndefined();
  });
});

describe('kernels attached to an unshared memory', () => {
  it('work on that memory', () => {
    const { memory, allocate, int32, float64 } = createSimd({ bytes: 1000, shared: false });
    const [rows, panels, list] = [allocate(8), allocate(64), allocate(4)];
    float64(rows, 1)[0] = 5;
    int32(list, 1)[0] = 0;
    const attached = attachSimd(memory);
    attached.f64.refreshPanels(panels, rows, 1, list, 1);
    expect([...float64(panels, 8)]).toEqual([5, 0, 0, 0, 0, 0, 0, 0]);
  });
});

describe('the committed binaries', () => {
  it('are what the sources compile to', () => {
    const file = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [file('scripts/build-kernels.mjs'), '--stdout'],
      { encoding: 'utf8' },
    );
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toBe(readFileSync(file('src/kernels/simd-binary.ts'), 'utf8'));
  });
});
