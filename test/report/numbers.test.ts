import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatHundredths,
  formatPercent,
  formatSeconds,
  formatSignificant,
  powerOfTen,
} from '../../src/report/numbers.ts';

describe('numbers for a reader', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.123456, '0.123'],
    [-1.5, '−1.5'],
    [12345.6, '12,300'],
    [0.00001234, '1.23×10⁻⁵'],
    [-2e7, '−2×10⁷'],
    [NaN, 'not a number'],
    [-Infinity, '−∞'],
  ])('prints %d as %s', (value, text) => {
    expect(formatSignificant(value)).toBe(text);
  });

  it('groups thousands in counts', () => {
    expect([7, 999, 1000, 60000, 123456].map(formatCount)).toEqual([
      '7',
      '999',
      '1,000',
      '60,000',
      '123,456',
    ]);
  });

  it('prints fractions as percentages', () => {
    expect([0, 0.0123, 0.634, 1, 2.8].map((x) => formatPercent(x))).toEqual([
      '0%',
      '1.23%',
      '63.4%',
      '100%',
      '280%',
    ]);
  });

  it('chooses the unit of a time', () => {
    expect([0.0321, 18, 119, 150, 9000].map(formatSeconds)).toEqual([
      '0.0321 s',
      '18 s',
      '119 s',
      '2.5 min',
      '2.5 h',
    ]);
  });

  it('keeps two decimals where numbers are compared down a column', () => {
    expect([2, 0.843, -0.5, NaN].map(formatHundredths)).toEqual(['2.00', '0.84', '−0.50', 'not a number']);
  });

  it('writes powers of ten with superscripts', () => {
    expect([-12, 0, 3].map(powerOfTen)).toEqual(['10⁻¹²', '10⁰', '10³']);
  });
});
