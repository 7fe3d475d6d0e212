/** The worker's side of the local engine: runs the jobs it is sent, one after another. */
import process from 'node:process';
import type { Job, Outcome } from '../../sweeps/job.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** Sends a message, and waits until it is in the channel: a process that ends at once would take it along. */
function send(message: FromWorker): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, undefined, undefined, (error) => (error === null ? resolve() : reject(error)));
  });
}

/**
 * Serves the process that forked this one, until that one says stop or is gone.
 * @param run one job; throws only when the signal is aborted
 */
export function serveJobs(run: (job: Job, signal: AbortSignal) => Promise<Outcome>): void {
  const stop = new AbortController();
  const waiting: Job[] = [];
  let isRunning = false;

  const work = async (): Promise<void> => {
    isRunning = true;
    for (let job = waiting.shift(); job !== undefined && !stop.signal.aborted; job = waiting.shift()) {
      await send({ outcome: await run(job, stop.signal) });
    }
    isRunning = false;
  };
  const end = (): void => {
    if (process.connected) process.disconnect();
    process.exitCode = 0;
  };
  process.on('message', (message: ToWorker) => {
    if (message === 'stop') {
      stop.abort();
      if (!isRunning) end();
      return;
    }
    waiting.push(message.job);
    if (isRunning) return;
    work().then(
      () => (stop.signal.aborted ? end() : undefined),
      (error: unknown) => {
        if (!stop.signal.aborted) throw error;
        end();
      },
    );
  });
  // Whoever forked it is gone: nobody wants the result, and another sweep may run the same job at any moment.
  process.on('disconnect', () => process.exit());
  void send('ready');
}
