/** Ctrl-C (SIGINT) and SIGTERM: asked once, a command stores its state and ends; asked again, it ends at once. */
import process from 'node:process';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** What a command is told of signals. */
export interface Signals {
  /** Aborted by the first one. */
  readonly signal: AbortSignal;
  /**
   * Does work that cannot look at `signal` and leaves nothing half-done: meanwhile a signal ends the process by itself, as
   * if nobody listened, because Node tells of it only between two pieces of work. A shell reports 130 for Ctrl-C then, too.
   */
  readonly exposed: <T>(work: () => T) => T;
}

/** Listens from now on. */
export function listenToSignals(interruption: AbortController): Signals {
  const { signal } = interruption;
  const onSignal = (): void => {
    ignore();
    interruption.abort();
  };
  const ignore = (): void => {
    for (const name of SIGNALS) process.off(name, onSignal);
  };
  const listen = (): void => {
    for (const name of SIGNALS) process.on(name, onSignal);
  };
  listen();
  return {
    signal,
    exposed: (work) => {
      ignore();
      try {
        return work();
      } finally {
        if (!signal.aborted) listen();
      }
    },
  };
}
