/** Rate schedules as one word: `0.001x100,0.0005x50` is 0.001 for 100 epochs, then 0.0005 for 50. */
import type { RateSchedule } from '../../experiments/rate-schedule.ts';
import type { Kind } from './kinds.ts';
import { integer, number } from './kinds.ts';

const rate = number({ above: 0 });
const epochs = integer({ min: 1 });

/** The steps of a schedule; `undefined` where the text is none. */
export function parseRateSchedule(text: string): RateSchedule | undefined {
  const steps: { rate: number; epochs: number }[] = [];
  for (const part of text.split(',')) {
    const words = part.trim().split('x');
    const [first, second] = [rate.read(words[0]), epochs.read(words[1] ?? '')];
    if (words.length !== 2 || first === undefined || second === undefined) return undefined;
    steps.push({ rate: first, epochs: second });
  }
  return steps;
}

/** The word for a schedule. */
export function rateScheduleText(schedule: RateSchedule): string {
  return schedule.map((step) => `${step.rate}x${step.epochs}`).join(',');
}

/** A schedule, as its text. */
export const rateSchedule: Kind<string> = {
  accepts: 'rates > 0 with their epochs, RATExEPOCHS, separated by commas',
  read: (text) => (parseRateSchedule(text) === undefined ? undefined : text),
};
