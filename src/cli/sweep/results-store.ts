/** The store of a sweep that was located, opened for adding to it. */
import { openOutcomeStore } from '../../engines/store/outcome-store.ts';
import type { OutcomeStore } from '../../engines/store/outcome-store.ts';
import { claimSweepFolder, makeSweepFolder } from './folder.ts';
import type { LocatedSweep } from './locate.ts';

/**
 * Makes the folder where it is missing, locks it, and hands its store to `use`.
 * @throws ArgumentError when another process writes there, or the folder is of another sweep
 */
export async function withResults<T>(
  located: LocatedSweep,
  use: (store: OutcomeStore) => Promise<T>,
): Promise<T> {
  const { folder, isFromFolder } = located;
  makeSweepFolder(folder);
  const store = await openOutcomeStore(folder);
  try {
    if (!isFromFolder) claimSweepFolder(folder, located, store.totals().counts);
    return await use(store);
  } finally {
    await store.close();
  }
}
