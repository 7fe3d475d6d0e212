/** Worker threads that share the currents of a layer, over its shared memory. */
import { Worker } from 'node:worker_threads';
import { SolveError } from '../errors.ts';
import type { Pointer } from '../kernels/simd.ts';
import type { CurrentsEngine } from '../learning/currents-engine.ts';
import type { HiddenLayer } from '../learning/hidden-layer.ts';
import { JOB_BYTES, jobAt, postJob, stopJobs, takePanels, waitForJob } from '../learning/panel-job.ts';

/** What a worker is started with. */
export interface PanelWorkerData {
  readonly memory: WebAssembly.Memory;
  readonly job: Pointer;
}

/** Workers for one layer. */
export interface PanelPool {
  /** Makes the engine of a layer, and starts its workers. */
  readonly engineOf: (layer: HiddenLayer) => CurrentsEngine;
  /** Lets the workers end by themselves. */
  readonly close: () => void;
}

/** A panel takes well under a millisecond: so many seconds without one mean that its thread is gone. */
const PATIENCE = 20;

/**
 * A pool of `threads` threads, this one among them.
 * @param threads ≥ 2
 * @param patience seconds without any progress after which a thread that took work counts as gone
 */
export function createPanelPool(threads: number, patience: number = PATIENCE): PanelPool {
  let job: Int32Array | null = null;
  let failure: string | null = null;
  let isClosed = false;

  const startWorkers = (data: PanelWorkerData): void => {
    // From source the file ends in .ts, in the built package in .js.
    const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
    const entry = new URL(`./panel-worker${extension}`, import.meta.url);
    for (let i = 1; i < threads; i++) {
      const worker = new Worker(entry, { workerData: data });
      worker.on('error', (error: Error) => {
        failure ??= error.message;
      });
      worker.on('exit', (code) => {
        if (!isClosed) failure ??= `it ended with status ${code}`;
      });
      // A program that ends without closing the pool is not kept alive by it.
      worker.unref();
    }
  };

  return {
    engineOf: (layer) => {
      const pointer = layer.simd.allocate(JOB_BYTES);
      const numbers = jobAt(layer.simd, pointer);
      job = numbers;
      startWorkers({ memory: layer.simd.memory, job: pointer });
      return {
        overlaps: true,
        start: (of, block) => {
          if (failure !== null) throw failed(failure);
          postJob(numbers, of, block);
        },
        finish: () => {
          takePanels(layer.simd, numbers);
          failure ??= waitForJob(numbers, patience);
          if (failure !== null) throw failed(failure);
        },
      };
    },
    close: () => {
      isClosed = true;
      if (job !== null) stopJobs(job);
    },
  };
}

function failed(reason: string): SolveError {
  return new SolveError(`a worker thread failed: ${reason}; go on with --resume and --threads 1`);
}
