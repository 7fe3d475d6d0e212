/** Work on a database that may be away for a while: it is tried again before it is given up. */
import { setTimeout } from 'node:timers/promises';
import { ArgumentError } from '../../errors.ts';

/** Waits between tries, in ms: about a minute in all, the time in which a server starts anew. */
const WAITS: readonly number[] = [500, 1000, 2000, 4000, 8000, 16_000, 30_000];

/**
 * The result of `work`, which must be harmless to repeat.
 * @throws what its last try threw; ArgumentError and the reason of the signal at once
 */
export async function patiently<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (const wait of WAITS) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ArgumentError || signal.aborted) throw error;
    }
    await setTimeout(wait, undefined, { signal });
  }
  return await work();
}
