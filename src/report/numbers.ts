/** Numbers as a person reads them: few digits, a true minus sign, percentages for fractions. */

/** Without an exponent where a reader would not want one, with `digits` significant digits. */
export function formatSignificant(value: number, digits = 3): string {
  if (Number.isNaN(value)) return 'not a number';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (magnitude < 1e-4 || magnitude >= 1e6) {
    const [mantissa, exponent] = magnitude.toExponential(digits - 1).split('e');
    return `${sign}${Number(mantissa)}×10${superscript(Number(exponent))}`;
  }
  return `${sign}${groupThousands(String(Number(magnitude.toPrecision(digits))))}`;
}

/** 60000 → 60,000. */
export function formatCount(value: number): string {
  return formatSignificant(value, 15);
}

/** Always two decimals, so that a column of such numbers lines up. */
export function formatHundredths(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2).replace('-', '−') : formatSignificant(value);
}

/** 0.0123 → 1.23%. */
export function formatPercent(fraction: number, digits = 3): string {
  return `${formatSignificant(100 * fraction, digits)}%`;
}

/** Seconds below two minutes, else minutes or hours. */
export function formatSeconds(seconds: number): string {
  if (seconds < 120) return `${formatSignificant(seconds)} s`;
  if (seconds < 7200) return `${formatSignificant(seconds / 60)} min`;
  return `${formatSignificant(seconds / 3600)} h`;
}

/** 10⁻³ and the like. */
export function powerOfTen(exponent: number): string {
  return `10${superscript(exponent)}`;
}

function superscript(integer: number): string {
  return String(integer).replace(/[-\d]/g, (c) => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)]));
}

function groupThousands(text: string): string {
  const [whole, fraction = ''] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === '' ? grouped : `${grouped}.${fraction}`;
}
