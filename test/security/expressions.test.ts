/** Formulas that users type reach nothing but arithmetic: known ways out of mathjs, and names of JavaScript. */
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../src/errors.ts';
import { compileArithmetic } from '../../src/kernels/arithmetic-text.ts';
import { compileActivation } from '../../src/learning/expression.ts';

const language = {
  name: 'where',
  variables: new Map([['h', (h: number) => h]]),
  logic: true,
  mend: 'give arithmetic',
};

/** Everything that must not happen sets this. */
const canary = globalThis as typeof globalThis & { escaped?: boolean };

const ESCAPES = [
  // The documented and the reported ones of mathjs, and what they are made of.
  ...[
    'import({a: 1})',
    'import("fs")',
    'createUnit("foo")',
    'parse("1+1")',
    'evaluate("1")',
    'eval("1")',
    'compile("1")',
  ],
  ...[
    'simplify("x")',
    'derivative("x^2", "x")',
    'resolve("x")',
    'config({})',
    'help("sin")',
    'reviver()',
    'typed()',
  ],
  ...[
    'typed({"number": f(x) = x})',
    'chain(3)',
    'chain(3).done()',
    'parser()',
    'parser().evaluate("1")',
    'expression.transform',
  ],
  ...[
    'expression.transform.map',
    'expression.docs',
    'cos.constructor("globalThis.escaped = true")()',
    'cos.constructor',
  ],
  ...[
    'cos["constructor"]("globalThis.escaped = true")()',
    'f(x) = x; f.constructor("globalThis.escaped = true")()',
  ],
  ...[
    'f(x) = h',
    'f(x) = f.constructor',
    'x = 1',
    'h = 3',
    'h.constructor',
    'h["constructor"]',
    'h.toString()',
    '[].map(h)',
  ],
  ...[
    '{}.constructor',
    '{}.__proto__',
    '{"a": 1}.a',
    '{constructor: 1}',
    '{"__proto__": {}}',
    '"".constructor',
    '"a".sub("b")',
  ],
  ...[
    '[1, 2].constructor',
    '[1, 2][1]',
    '"constructor"',
    "'h'",
    '`h`',
    'h => h',
    'x -> x',
    'function(){}',
    'new Date()',
  ],
  ...[
    'this',
    'globalThis',
    'window',
    'process',
    'process.exit()',
    'require("fs")',
    'global',
    'self',
    'arguments',
    'undefined',
  ],
  ...[
    'null',
    'true',
    'NaN',
    'Infinity',
    'constructor',
    '__proto__',
    'prototype',
    'toString',
    'valueOf',
    'hasOwnProperty',
  ],
  ...[
    'toString()',
    'constructor("globalThis.escaped = true")()',
    'valueOf()',
    '__proto__(1)',
    'hasOwnProperty("a")',
  ],
  ...[
    'abs.call(1)',
    'abs.apply',
    'abs.bind(1)()',
    'sqrt["__proto__"]',
    'abs.transform',
    'map([1], abs)',
    'forEach([1], f(x) = x)',
  ],
  ...[
    'format(h)',
    'print("$x", {x: 1})',
    'string(h)',
    'bignumber(1)',
    'matrix([1])',
    'zeros(1e9)',
    'ones(1e9, 1e9)',
    'range(1, 1e9)',
  ],
  ...[
    '1:1e9',
    'factorial(170)',
    'h!',
    'random()',
    'distribution("normal")',
    'now()',
    '1 cm',
    'h to cm',
    'unit("5 cm")',
    '5 kg',
  ],
  // The same in letters that look alike, in escapes and around comments.
  ...[
    'cos.c\\u006fnstructor',
    'c\u043ens',
    'ｃｏｓ(h)',
    'co\u200bs(h)',
    'cos\u00a0.constructor',
    'cos\n.constructor("1")()',
  ],
  ...[
    'cos /* */ .constructor',
    'ℎ',
    'h\u0301',
    '\u202eh',
    'h;h',
    'h\nh',
    '(h, h)',
    'h ?? 1',
    'h?.a',
    'h ? 1',
    '...h',
    '@h',
    '$h',
  ],
  ...[
    'h.',
    '.h',
    'h[',
    'h[1]',
    'h(1)',
    'pi(1)',
    'e.constructor',
    'abs',
    'max',
    'abs + 1',
    'max(h, h, h)',
    'i',
    '1i',
    '2^1i',
  ],
];

describe('a formula cannot leave arithmetic', () => {
  it.each(ESCAPES)('%j is refused', (text) => {
    expect(() => compileActivation(text)).toThrow(ArgumentError);
    expect(() => compileArithmetic(text, language)).toThrow(ArgumentError);
    expect(canary.escaped).toBeUndefined();
  });

  it('a variable is looked up among those given, not in what all objects have', () => {
    const none = { ...language, variables: new Map<string, (h: number) => number>() };
    for (const name of Object.getOwnPropertyNames(Object.prototype)) {
      expect(() => compileArithmetic(name, none)).toThrow(ArgumentError);
      expect(() => compileArithmetic(`${name}(1)`, none)).toThrow(ArgumentError);
    }
  });

  it('what is compiled holds numbers only, and is made without generated code', () => {
    const compile = Function.prototype.constructor;
    const value = compileArithmetic('h > 0 ? max(h, 1) : -h', language);
    expect(Function.prototype.constructor).toBe(compile);
    expect(value.toString()).not.toContain('max');
    expect([value(-2), value(0.5), value(3)]).toEqual([2, 1, 3]);
  });
});
