/** A thread that attaches to the memory it is sent and computes the currents of the panels it is told. */
import { parentPort } from 'node:worker_threads';
import { attachSimd } from '../../src/kernels/simd.ts';
import type { FloatKernels } from '../../src/kernels/simd.ts';
import type { Precision } from '../../src/kernels/sparse.ts';

/** One call of `panelCurrents`. */
export interface PanelTask {
  readonly memory: WebAssembly.Memory;
  readonly precision: Precision;
  readonly call: Parameters<FloatKernels['panelCurrents']>;
}

parentPort?.on('message', ({ memory, precision, call }: PanelTask) => {
  attachSimd(memory)[precision].panelCurrents(...call);
  parentPort?.postMessage('done');
});
