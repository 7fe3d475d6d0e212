/**
 * A learning activation g(h) that a user typed, e.g. `h > 0.2 ? 1 : -0.3` or `tanh(5 h) - 0.1`.
 *
 * mathjs parses; the syntax tree is then checked against an allow-list and compiled to closures. Nothing is ever
 * evaluated by mathjs itself and no code is generated, so a text can reach nothing but arithmetic on h.
 */
import type { MathNode } from 'mathjs';
import { parse } from 'mathjs/number';
import { ArgumentError } from '../errors.ts';
import type { LearningActivation } from './activation.ts';

type Compiled = (h: number) => number;

const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
]);

const UNARY: ReadonlyMap<string, (x: number) => number> = new Map([
  ['abs', Math.abs],
  ['cos', Math.cos],
  ['cosh', Math.cosh],
  ['exp', Math.exp],
  ['log', Math.log],
  ['sign', Math.sign],
  ['sin', Math.sin],
  ['sinh', Math.sinh],
  ['sqrt', Math.sqrt],
  ['tanh', Math.tanh],
]);

const BINARY: ReadonlyMap<string, (x: number, y: number) => number> = new Map([
  ['max', Math.max],
  ['min', Math.min],
  ['pow', Math.pow],
]);

const OPERATORS: ReadonlyMap<string, (x: number, y: number) => number> = new Map([
  ['+', (x, y) => x + y],
  ['-', (x, y) => x - y],
  ['*', (x, y) => x * y],
  ['/', (x, y) => x / y],
  ['^', Math.pow],
  ['<', (x, y) => Number(x < y)],
  ['<=', (x, y) => Number(x <= y)],
  ['>', (x, y) => Number(x > y)],
  ['>=', (x, y) => Number(x >= y)],
]);

/** Longer texts are refused before they are parsed. */
const LONGEST = 1000;
/** Deeper trees are refused: closures call one another this deep. */
const DEEPEST = 100;
const TOO_DEEP = `more than ${DEEPEST} levels`;

/**
 * Compiles an arithmetic expression in h.
 * @param text numbers, `h`, `pi`, `e`, `+ - * / ^`, comparisons, `a ? b : c`, parentheses, and the functions abs, cos,
 *   cosh, exp, log, max, min, pow, sign, sin, sinh, sqrt, tanh
 * @throws ArgumentError when it does not parse, or uses anything else
 */
export function compileActivation(text: string): LearningActivation {
  if (text.length > LONGEST) {
    throw new ArgumentError(
      `activation: must be at most ${LONGEST} characters (got ${text.length}); shorten it`,
    );
  }
  let tree: MathNode;
  try {
    tree = parse(text);
  } catch (error) {
    // The parser's own recursion: far more levels than are allowed.
    if (error instanceof RangeError) refuse(TOO_DEEP, text);
    const reason = error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : String(error);
    throw new ArgumentError(
      `activation: '${oneLine(text)}' does not parse: ${reason}; give 'step' or an arithmetic expression in h`,
    );
  }
  return compile(tree, text, 0);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

function refuse(what: string, text: string): never {
  throw new ArgumentError(
    `activation: '${oneLine(text)}' uses ${oneLine(what)}; only arithmetic on h is allowed ` +
      `(numbers, h, pi, e, + - * / ^, < <= > >=, ? :, ${[...UNARY.keys(), ...BINARY.keys()].sort().join(', ')})`,
  );
}

function compile(node: MathNode, text: string, depth: number): Compiled {
  if (depth > DEEPEST) refuse(TOO_DEEP, text);
  const inner = (child: MathNode): Compiled => compile(child, text, depth + 1);
  switch (node.type) {
    case 'ConstantNode': {
      const value: unknown = 'value' in node ? node.value : undefined;
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        return refuse(value === undefined ? 'nothing' : `the constant '${node.toString()}'`, text);
      }
      return () => value;
    }
    case 'SymbolNode':
      return compileSymbol(node, text);
    case 'ParenthesisNode':
      return inner(children(node)[0]);
    case 'OperatorNode':
      return compileOperator(node, text, inner);
    case 'ConditionalNode': {
      const [condition, whenTrue, whenFalse] = children(node).map(inner);
      return (h) => (condition(h) ? whenTrue(h) : whenFalse(h));
    }
    case 'FunctionNode':
      return compileCall(node, text, inner);
    default:
      return refuse(`'${node.toString()}'`, text);
  }
}

function children(node: MathNode): MathNode[] {
  const found: MathNode[] = [];
  node.forEach((child) => found.push(child));
  return found;
}

function nameOf(node: MathNode): string {
  return 'name' in node && typeof node.name === 'string' ? node.name : '';
}

function compileSymbol(node: MathNode, text: string): Compiled {
  const name = nameOf(node);
  if (name === 'h') return (h) => h;
  const constant = CONSTANTS.get(name);
  if (constant === undefined) return refuse(`the name '${name}'`, text);
  return () => constant;
}

function compileOperator(node: MathNode, text: string, inner: (child: MathNode) => Compiled): Compiled {
  const symbol = 'op' in node && typeof node.op === 'string' ? node.op : '';
  const operands = children(node).map(inner);
  if (operands.length === 1) {
    const [x] = operands;
    if (symbol === '-') return (h) => -x(h);
    if (symbol === '+') return x;
  }
  const operation = OPERATORS.get(symbol);
  if (operation === undefined || operands.length !== 2) return refuse(`the operator '${symbol}'`, text);
  const [x, y] = operands;
  return (h) => operation(x(h), y(h));
}

function compileCall(node: MathNode, text: string, inner: (child: MathNode) => Compiled): Compiled {
  // The first child of a call is what is called: a name, or else a call or a property, whose nodes have a `name` too.
  const [called, ...operands] = children(node);
  const name = called.type === 'SymbolNode' ? nameOf(called) : '';
  const unary = UNARY.get(name);
  const binary = BINARY.get(name);
  if (unary !== undefined && operands.length === 1) {
    const x = inner(operands[0]);
    return (h) => unary(x(h));
  }
  if (binary !== undefined && operands.length === 2) {
    const [x, y] = operands.map(inner);
    return (h) => binary(x(h), y(h));
  }
  return refuse(`the call '${node.toString()}'`, text);
}
