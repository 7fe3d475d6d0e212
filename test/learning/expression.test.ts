import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../src/errors.ts';
import { anyPower } from '../../src/kernels/real-power.ts';
import { compileActivation } from '../../src/learning/expression.ts';

const ACTIVITIES = [-1.5, 0, 1e-9, 0.1, 0.2, 0.5, 1, 3];

/** What is refused, and why, in one line that says what is allowed instead. */
const refusal = (text: string): string => {
  try {
    compileActivation(text);
  } catch (error) {
    if (error instanceof ArgumentError) return error.message;
    throw error;
  }
  return `'${text}' was compiled`;
};

const ALLOWED =
  'only arithmetic on h is allowed (numbers, h, pi, e, + - * / ^, < <= > >=, ? :, ' +
  'abs, cos, cosh, exp, log, max, min, pow, sign, sin, sinh, sqrt, tanh)';

/** The same formula as text and as a function of JavaScript. */
interface Formula {
  readonly text: string;
  readonly value: (h: number) => number;
}

const UNARY = ['abs', 'cos', 'cosh', 'exp', 'log', 'sign', 'sin', 'sinh', 'sqrt', 'tanh'] as const;

const OPERATORS: readonly (readonly [string, (x: number, y: number) => number])[] = [
  ['+', (x, y) => x + y],
  ['-', (x, y) => x - y],
  ['*', (x, y) => x * y],
  ['/', (x, y) => x / y],
  ['^', anyPower],
  ['<', (x, y) => (x < y ? 1 : 0)],
  ['<=', (x, y) => (x <= y ? 1 : 0)],
  ['>', (x, y) => (x > y ? 1 : 0)],
  ['>=', (x, y) => (x >= y ? 1 : 0)],
];

/** Powers are those of the kernels, which do not depend on the engine; `real-power.test.ts` compares them with Math.pow. */
const BINARY: typeof OPERATORS = [
  ['max', Math.max],
  ['min', Math.min],
  ['pow', anyPower],
];

const { formula } = fc.letrec<{ formula: Formula; leaf: Formula }>((tie) => ({
  leaf: fc.oneof(
    fc.constant<Formula>({ text: 'h', value: (h) => h }),
    fc.constant<Formula>({ text: 'pi', value: () => Math.PI }),
    fc.constant<Formula>({ text: 'e', value: () => Math.E }),
    fc
      .double({ min: 0, max: 1e6, noNaN: true })
      .map((number): Formula => ({ text: String(number), value: () => number })),
  ),
  formula: fc.oneof(
    { maxDepth: 5 },
    tie('leaf'),
    fc
      .tuple(fc.constantFrom(...OPERATORS), tie('formula'), tie('formula'))
      .map(([[symbol, operation], x, y]) => ({
        text: `(${x.text}) ${symbol} (${y.text})`,
        value: (h: number) => operation(x.value(h), y.value(h)),
      })),
    fc.tuple(fc.constantFrom(...UNARY), tie('formula')).map(([name, x]) => ({
      text: `${name}(${x.text})`,
      value: (h: number) => Math[name](x.value(h)),
    })),
    fc.tuple(fc.constantFrom(...BINARY), tie('formula'), tie('formula')).map(([[name, operation], x, y]) => ({
      text: `${name}(${x.text}, ${y.text})`,
      value: (h: number) => operation(x.value(h), y.value(h)),
    })),
    fc.tuple(fc.constantFrom(-1, 1), tie('formula')).map(([sign, x]) => ({
      text: `${sign < 0 ? '-' : '+'}(${x.text})`,
      value: (h: number) => (sign < 0 ? -x.value(h) : x.value(h)),
    })),
    fc.tuple(tie('formula'), tie('formula'), tie('formula')).map(([condition, x, y]) => ({
      text: `(${condition.text}) ? (${x.text}) : (${y.text})`,
      value: (h: number) => (condition.value(h) ? x.value(h) : y.value(h)),
    })),
  ),
}));

describe('an activation that is typed', () => {
  it('has the values of the same formula in JavaScript, to the bit', () => {
    fc.assert(
      fc.property(
        formula.filter(({ text }) => text.length <= 1000),
        ({ text, value }) => {
          const compiled = compileActivation(text);
          for (const h of ACTIVITIES) expect(compiled(h)).toBe(value(h));
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });

  it.each<readonly [string, (h: number) => number]>([
    ['h > 0.2 ? 1 : -0.3', (h) => (h > 0.2 ? 1 : -0.3)],
    ['h > 0.5 ? 1 : h > 0.2 ? 0.5 : -0.3', (h) => (h > 0.5 ? 1 : h > 0.2 ? 0.5 : -0.3)],
    ['tanh(5 h) - 0.1', (h) => Math.tanh(5 * h) - 0.1],
    ['2 h * (1 - h)', (h) => 2 * h * (1 - h)],
    ['max(h, 0)^2', (h) => Math.max(h, 0) ** 2],
    ['-h^2', (h) => -(h ** 2)],
    ['2^-h', (h) => 2 ** -h],
    ['h^2^3', (h) => h ** 8],
    ['1 - h - 2', (h) => 1 - h - 2],
    ['8 / h / 2', (h) => 8 / h / 2],
    ['1 + 2 * h < 3 + h', (h) => Number(1 + 2 * h < 3 + h)],
    ['abs(h)(2)', (h) => 2 * Math.abs(h)],
    ['--h', (h) => h],
    ['1e-3 * h + .5', (h) => 1e-3 * h + 0.5],
    ['  h\t', (h) => h],
    ['h # the linear rule of Oja', (h) => h],
  ])('reads %s with the usual precedence', (text, value) => {
    const compiled = compileActivation(text);
    for (const h of ACTIVITIES) expect(compiled(h)).toBeCloseTo(value(h), 14);
  });

  it('compares exactly, without a tolerance', () => {
    const compiled = compileActivation('h > 0.2 ? 1 : -1');
    expect(compiled(0.2)).toBe(-1);
    expect(compiled(0.2 + 2 ** -55)).toBe(1);
  });

  it('may be a hundred levels deep', () => {
    const text = `${'-'.repeat(100)}h`;
    expect(compileActivation(text)(0.3)).toBe(0.3);
  });
});

describe('an activation that is not arithmetic on h', () => {
  it.each([
    ['import("x")', `the call 'import("x")'`],
    ['eval("1")', `the call 'eval("1")'`],
    ['ones(20000,20000)', `the call 'ones(20000, 20000)'`],
    ['random()', "the call 'random()'"],
    ['unit("5 cm")', `the call 'unit("5 cm")'`],
    ['abs()', "the call 'abs()'"],
    ['abs(h, h)', "the call 'abs(h, h)'"],
    ['max(h)', "the call 'max(h)'"],
    ['max(h, 1, 2)', "the call 'max(h, 1, 2)'"],
    ['max([h, 1])', "the call 'max([h, 1])'"],
    ['log(h, 10)', "the call 'log(h, 10)'"],
    ['h(2)', "the call 'h(2)'"],
    ['toString()', "the call 'toString()'"],
    ['constructor(h)', "the call 'constructor(h)'"],
    ['h.abs(2)', "the call 'h.abs(2)'"],
    ['h["abs"](2)', `the call 'h["abs"](2)'`],
    ['cos.constructor.abs(2)', "the call 'cos.constructor.abs(2)'"],
    ['h.constructor', "'h.constructor'"],
    ['h["constructor"]', `'h["constructor"]'`],
    ['h?.x', "'h?.x'"],
    ['h[1]', "'h[1]'"],
    ['h = 1', "'h = 1'"],
    ['h.x = 1', "'h.x = 1'"],
    ['a = h; a', "'a = h; a'"],
    ['f(x) = x', "'f(x) = x'"],
    ['h; h', "'h; h'"],
    ['h;', "'h;'"],
    ['h\n2', "'h 2'"],
    ['[1, h]', "'[1, h]'"],
    ['{a: h}', `'{"a": h}'`],
    ['1:3', "'1:3'"],
    ['0 < h < 1', "'0 < h < 1'"],
    ['"h"', `the constant '"h"'`],
    ["'h'", `the constant '"h"'`],
    ['true', "the constant 'true'"],
    ['null', "the constant 'null'"],
    ['NaN', "the constant 'NaN'"],
    ['Infinity', "the constant 'Infinity'"],
    ['-Infinity', "the constant 'Infinity'"],
    ['1e400', "the constant 'Infinity'"],
    ['i', "the name 'i'"],
    ['2 i', "the name 'i'"],
    ['5 cm', "the name 'cm'"],
    ['tau', "the name 'tau'"],
    ['H', "the name 'H'"],
    ['abs', "the name 'abs'"],
    ['__proto__', "the name '__proto__'"],
    ['constructor', "the name 'constructor'"],
    ['h!', "the operator '!'"],
    ["h'", "the operator '''"],
    ['h % 2', "the operator '%'"],
    ['h mod 2', "the operator 'mod'"],
    ['h == 1', "the operator '=='"],
    ['h != 1', "the operator '!='"],
    ['h and 1', "the operator 'and'"],
    ['not h', "the operator 'not'"],
    ['h | 1', "the operator '|'"],
    ['~h', "the operator '~'"],
    ['h << 1', "the operator '<<'"],
    ['h .* h', "the operator '.*'"],
    ['h to 2', "the operator 'to'"],
    ['h ?? 1', "the operator '??'"],
    ['', 'nothing'],
    ['  ', 'nothing'],
    ['#h', 'nothing'],
    ['undefined', 'nothing'],
  ])('is refused: %s', (text, what) => {
    expect(refusal(text)).toBe(`activation: '${text.replace(/\s+/, ' ')}' uses ${what}; ${ALLOWED}`);
  });

  it.each([
    ['abs(h) + h.abs(2)', "the call 'h.abs(2)'"],
    ['max(1, h.constructor)', "'h.constructor'"],
    ['h > 0 ? 1 : (f(x) = x)', "'f(x) = x'"],
    ['-(h!)', "the operator '!'"],
  ])('is refused inside of arithmetic: %s', (text, what) => {
    expect(refusal(text)).toBe(`activation: '${text}' uses ${what}; ${ALLOWED}`);
  });

  it.each([
    ['h +', 'Unexpected end of expression (char 4)'],
    ['(h', 'Parenthesis ) expected (char 3)'],
    ['h > 0 ? 1', 'False part of conditional expression expected (char 10)'],
    ['cos.constructor("return 1")()', 'Value expected (char 29)'],
    ['`h`', 'Syntax error in part "`h`" (char 1)'],
    ['h\u2028+', 'Syntax error in part " +" (char 2)'],
  ])('is refused when it does not parse: %s', (text, reason) => {
    expect(refusal(text)).toBe(
      `activation: '${text.replace(/\s+/, ' ')}' does not parse: ${reason}; ` +
        "give 'step' or an arithmetic expression in h",
    );
  });

  it('is refused when it is long, before it is parsed', () => {
    expect(refusal(`${'h'.repeat(1000)}(`)).toBe(
      'activation: must be at most 1000 characters (got 1001); shorten it',
    );
    expect(compileActivation(`h${' '.repeat(999)}`)(2)).toBe(2);
  });

  it('is refused when it is deep', () => {
    const deep = `${'-'.repeat(101)}h`;
    expect(refusal(deep)).toBe(`activation: '${deep}' uses more than 100 levels; ${ALLOWED}`);
    const nested = `${'('.repeat(499)}h${')'.repeat(499)}`;
    expect(refusal(nested)).toBe(`activation: '${nested}' uses more than 100 levels; ${ALLOWED}`);
    for (const text of ['-'.repeat(999), '['.repeat(999), 'abs('.repeat(249), 'h^'.repeat(499)]) {
      expect(refusal(`${text}h`)).toMatch(/^activation: [^\n]+ (does not parse:|uses) [^\n]+$/u);
    }
  });

  it('is refused in one line, or returns numbers, whatever is typed', () => {
    const pieces = fc.constantFrom(
      ...[
        'h',
        ' ',
        '2',
        '.',
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        '+',
        '-',
        '*',
        '/',
        '^',
        '<',
        '=',
        '?',
        ':',
        ',',
        ';',
      ],
      ...[
        '"',
        "'",
        '\n',
        '\r\n',
        '#',
        '!',
        '%',
        'abs',
        'max',
        'i',
        'e',
        'pi',
        'constructor',
        '__proto__',
        'end',
      ],
      ...['function', 'import', 'to', 'cm', '\u2029', '\0', '\\', '`', '$', 'é', '😀'],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        let compiled: (h: number) => number;
        try {
          compiled = compileActivation(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ArgumentError);
          expect(String(error)).not.toMatch(/[\n\r\u2028\u2029]/u);
          return;
        }
        expect(typeof compiled(0.3)).toBe('number');
      }),
      { seed: 1, numRuns: 3000 },
    );
  });
});
