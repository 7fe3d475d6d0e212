/**
 * Arithmetic that a user typed, e.g. `h > 0.2 ? 1 : -0.3` or `2 * inhibition`.
 *
 * mathjs parses; the syntax tree is then checked against an allow-list and compiled to closures. Nothing is ever
 * evaluated by mathjs itself and no code is generated, so a text can reach nothing but arithmetic on its variables.
 */
import type { MathNode } from 'mathjs';
import { ArgumentError } from '../errors.ts';
import { parse } from './mathjs-parser.mjs';
import { printable } from './quoted.ts';
import { anyPower } from './real-power.ts';

type Compiled<S> = (scope: S) => number;

/** What a text may speak of. */
export interface Language<S> {
  /** Begins a refusal: the option or key that holds the text. */
  readonly name: string;
  /** The variables, each as its value in a scope; they hide `pi` and `e`. */
  readonly variables: ReadonlyMap<string, (scope: S) => number>;
  /** Also `==`, `!=`, `and`, `or` and `not`; every number but 0 is true. */
  readonly logic?: boolean;
  /** Ends the refusal of a text that does not parse. */
  readonly mend: string;
}

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
  ['pow', anyPower],
]);

const OPERATORS: ReadonlyMap<string, (x: number, y: number) => number> = new Map([
  ['+', (x, y) => x + y],
  ['-', (x, y) => x - y],
  ['*', (x, y) => x * y],
  ['/', (x, y) => x / y],
  ['^', anyPower],
  ['<', (x, y) => Number(x < y)],
  ['<=', (x, y) => Number(x <= y)],
  ['>', (x, y) => Number(x > y)],
  ['>=', (x, y) => Number(x >= y)],
]);

const LOGIC: ReadonlyMap<string, (x: number, y: number) => number> = new Map([
  ['==', (x, y) => Number(x === y)],
  ['!=', (x, y) => Number(x !== y)],
  ['and', (x, y) => Number(x !== 0 && y !== 0)],
  ['or', (x, y) => Number(x !== 0 || y !== 0)],
]);

/** Longer texts are refused before they are parsed. */
const LONGEST = 1000;
/** Deeper trees are refused: closures call one another this deep. */
const DEEPEST = 100;
const LOGICAL = '== != and or not';
const TOO_DEEP = `more than ${DEEPEST} levels`;

/**
 * Compiles an arithmetic expression.
 * @param text numbers, the variables, `pi`, `e`, `+ - * / ^`, comparisons, `a ? b : c`, parentheses, and the functions
 *   abs, cos, cosh, exp, log, max, min, pow, sign, sin, sinh, sqrt, tanh
 * @returns its value in a scope
 * @throws ArgumentError when it does not parse, or uses anything else
 */
export function compileArithmetic<S>(text: string, language: Language<S>): (scope: S) => number {
  const { name, mend } = language;
  if (text.length > LONGEST) {
    throw new ArgumentError(
      `${name}: must be at most ${LONGEST} characters (got ${text.length}); shorten it`,
    );
  }
  const refuse = (what: string): never => refuseText(what, text, language);
  let tree: MathNode;
  try {
    tree = parse(text);
  } catch (error) {
    // The parser's own recursion: far more levels than are allowed.
    if (error instanceof RangeError) return refuse(TOO_DEEP);
    const reason = error instanceof Error ? error.message : String(error);
    throw new ArgumentError(`${name}: '${oneLine(text)}' does not parse: ${oneLine(reason)}; ${mend}`);
  }
  return compile(tree, { language, refuse, depth: 0 });
}

/** Where in the tree the compiler is. */
interface Place<S> {
  readonly language: Language<S>;
  readonly refuse: (what: string) => never;
  readonly depth: number;
}

function oneLine(text: string): string {
  return printable(text.replaceAll(/\s+/g, ' '));
}

function refuseText<S>(what: string, text: string, { name, variables, logic }: Language<S>): never {
  const known = [...variables.keys()];
  const words = [
    'numbers',
    ...known,
    'pi',
    'e',
    '+ - * / ^',
    '< <= > >=',
    ...(logic ? [LOGICAL] : []),
    '? :',
  ];
  throw new ArgumentError(
    `${name}: '${oneLine(text)}' uses ${oneLine(what)}; only arithmetic on ${known.join(', ') || 'numbers'} is ` +
      `allowed (${[...words, ...[...UNARY.keys(), ...BINARY.keys()].sort()].join(', ')})`,
  );
}

function compile<S>(node: MathNode, place: Place<S>): Compiled<S> {
  const { refuse, depth } = place;
  if (depth > DEEPEST) return refuse(TOO_DEEP);
  const inner = (child: MathNode): Compiled<S> => compile(child, { ...place, depth: depth + 1 });
  switch (node.type) {
    case 'ConstantNode': {
      const value: unknown = 'value' in node ? node.value : undefined;
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        return refuse(value === undefined ? 'nothing' : `the constant '${node.toString()}'`);
      }
      return () => value;
    }
    case 'SymbolNode':
      return compileSymbol(node, place);
    case 'ParenthesisNode':
      return inner(children(node)[0]);
    case 'OperatorNode':
      return compileOperator(node, place, inner);
    case 'ConditionalNode': {
      const [condition, whenTrue, whenFalse] = children(node).map(inner);
      return (scope) => (condition(scope) ? whenTrue(scope) : whenFalse(scope));
    }
    case 'FunctionNode':
      return compileCall(node, place, inner);
    default:
      return refuse(`'${node.toString()}'`);
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

function compileSymbol<S>(node: MathNode, { language, refuse }: Place<S>): Compiled<S> {
  const name = nameOf(node);
  const variable = language.variables.get(name);
  if (variable !== undefined) return variable;
  const constant = CONSTANTS.get(name);
  if (constant === undefined) return refuse(`the name '${name}'`);
  return () => constant;
}

function compileOperator<S>(
  node: MathNode,
  { language, refuse }: Place<S>,
  inner: (child: MathNode) => Compiled<S>,
): Compiled<S> {
  const symbol = 'op' in node && typeof node.op === 'string' ? node.op : '';
  const operands = children(node).map(inner);
  if (operands.length === 1) {
    const [x] = operands;
    if (symbol === '-') return (scope) => -x(scope);
    if (symbol === '+') return x;
    if (symbol === 'not' && language.logic) return (scope) => Number(x(scope) === 0);
  }
  const operation = OPERATORS.get(symbol) ?? (language.logic ? LOGIC.get(symbol) : undefined);
  if (operation === undefined || operands.length !== 2) return refuse(`the operator '${symbol}'`);
  const [x, y] = operands;
  return (scope) => operation(x(scope), y(scope));
}

function compileCall<S>(
  node: MathNode,
  { refuse }: Place<S>,
  inner: (child: MathNode) => Compiled<S>,
): Compiled<S> {
  // The first child of a call is what is called: a name, or else a call or a property, whose nodes have a `name` too.
  const [called, ...operands] = children(node);
  const name = called.type === 'SymbolNode' ? nameOf(called) : '';
  const unary = UNARY.get(name);
  const binary = BINARY.get(name);
  if (unary !== undefined && operands.length === 1) {
    const x = inner(operands[0]);
    return (scope) => unary(x(scope));
  }
  if (binary !== undefined && operands.length === 2) {
    const [x, y] = operands.map(inner);
    return (scope) => binary(x(scope), y(scope));
  }
  return refuse(`the call '${node.toString()}'`);
}
