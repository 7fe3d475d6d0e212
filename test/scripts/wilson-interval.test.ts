import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../scripts/mutation/wilson-interval.ts';

describe("Wilson's interval", () => {
  it.each([
    // Newcombe, Stat. Med. 17 (1998) 857, table I, method 3.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d of %d is what is published', (hits, trials, low, high) => {
    const [from, to] = wilsonInterval(hits, trials);
    expect(from).toBeCloseTo(low, 4);
    expect(to).toBeCloseTo(high, 4);
  });

  it('mirrors where hits and misses change places', () => {
    const [low, high] = wilsonInterval(450, 500);
    const [mirroredHigh, mirroredLow] = wilsonInterval(50, 500);
    expect(low).toBeCloseTo(1 - mirroredLow, 14);
    expect(high).toBeCloseTo(1 - mirroredHigh, 14);
  });
});
