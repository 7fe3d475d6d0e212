/** What the local engine and its worker processes tell each other, as JSON over the channel of `fork`. */
import type { Job, Outcome } from '../../sweeps/job.ts';

/** To a worker: a job, run after those it has; or the word to stop at once. */
export type ToWorker = { readonly job: Job } | 'stop';

/** From a worker: it is there; or a job ended, and the next one it has begins. */
export type FromWorker = 'ready' | { readonly outcome: Outcome };
