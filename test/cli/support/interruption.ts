/** Interruptions that come at a place in a run rather than at a time, so that they do on a fast machine and on a busy one. */

/**
 * An interruption (of `call`) for which a run looks as it does for Ctrl-C, whenever it breathes: it comes as soon as `comes`
 * says so there. Between two looks the run goes on by itself, and after its last one it is over.
 */
export function interruptionWhen(comes: () => boolean): AbortController {
  const interruption = new AbortController();
  const { signal } = interruption;
  const look = signal.throwIfAborted.bind(signal);
  signal.throwIfAborted = (): void => {
    if (!signal.aborted && comes()) interruption.abort();
    look();
  };
  return interruption;
}
