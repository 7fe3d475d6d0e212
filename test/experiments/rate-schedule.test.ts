import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateAt, scheduleEpochs, stretchSchedule } from '../../src/experiments/rate-schedule.ts';

const schedule = [
  { rate: 0.001, epochs: 100 },
  { rate: 0.0005, epochs: 50 },
];

describe('a schedule of rates', () => {
  it('holds each rate for its epochs', () => {
    expect(scheduleEpochs(schedule)).toBe(150);
    expect([0, 99, 100, 149].map((epoch) => rateAt(schedule, epoch))).toEqual([0.001, 0.001, 0.0005, 0.0005]);
  });

  it('keeps its proportions when it is stretched', () => {
    expect(stretchSchedule(schedule, 30)).toEqual([
      { rate: 0.001, epochs: 20 },
      { rate: 0.0005, epochs: 10 },
    ]);
    expect(stretchSchedule(schedule, 1)).toEqual([{ rate: 0.001, epochs: 1 }]);
  });

  it('has exactly as many epochs as it is stretched to, and none without any', () => {
    const step = fc.record({ rate: fc.constant(1), epochs: fc.integer({ min: 1, max: 100 }) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), fc.integer({ min: 1, max: 500 }), (steps, epochs) => {
        const stretched = stretchSchedule(steps, epochs);
        expect(scheduleEpochs(stretched)).toBe(epochs);
        expect(stretched.every((own) => own.epochs > 0)).toBe(true);
      }),
      { seed: 1 },
    );
  });
});
