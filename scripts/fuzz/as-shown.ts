/** Refusals as a command prints them. */
import { describeFailure } from '../../src/cli/failure.ts';
import { ArgumentError, CompetingUnitsError } from '../../src/errors.ts';

/** The result of `act`; a refusal becomes one whose message is the line on the screen. */
export async function asShown<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { status, line } = describeFailure(error);
    if (!(error instanceof CompetingUnitsError) || status !== 2) throw error;
    throw new ArgumentError(line);
  }
}

/** The most characters that a command prints of an error. */
const LONGEST = 2010;

/**
 * Runs `act`; that it refuses is no fault.
 * @throws Error for what is not a printable line of the project
 */
export async function passAsShown(act: () => unknown): Promise<void> {
  try {
    await asShown(act);
  } catch (error) {
    if (!(error instanceof CompetingUnitsError)) throw error;
    if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(error.message) || error.message.length > LONGEST) {
      throw new Error(`not a line: ${JSON.stringify(error.message)}`, { cause: error });
    }
  }
}
