/** Entry of a worker thread: takes panels of the layer whose memory it was given, until it is told to stop. */
import { workerData } from 'node:worker_threads';
import { attachSimd } from '../kernels/simd.ts';
import { failJob, jobAt, serveJobs } from '../learning/panel-job.ts';
import type { PanelWorkerData } from './panel-pool.ts';

const { memory, job } = workerData as PanelWorkerData;
const simd = attachSimd(memory);
const numbers = jobAt(simd, job);
try {
  serveJobs(simd, numbers);
} catch (error) {
  // The thread that waits for panels hears of no event meanwhile.
  failJob(numbers, error instanceof Error ? error.message : String(error));
  throw error;
}
