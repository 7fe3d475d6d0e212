/** Conditions on the results of a sweep, such as `inhibition > 0.9 and deadUnits < 10`. */
import { ArgumentError } from '../errors.ts';
import { compileArithmetic } from '../kernels/arithmetic-text.ts';
import { STATUSES } from './job.ts';
import type { Measured } from './job.ts';
import { columnNamed } from './results-columns.ts';
import type { ResultColumn } from './results-columns.ts';
import type { SweepRow } from './row.ts';

/** What arithmetic itself knows; functions are known by their parenthesis. */
const WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'pi', 'e']);

/** A row while a condition is asked of it. */
interface Scope {
  readonly row: SweepRow;
  /** A value that the condition used was not there. */
  isMissing: boolean;
}

function numberIn(option: string, { name, of }: ResultColumn): (scope: Scope) => number {
  return (scope) => {
    const value: Measured = of(scope.row);
    if (typeof value === 'number') return value;
    if (typeof value === 'boolean') return Number(value);
    if (value === null) {
      scope.isMissing = true;
      return NaN;
    }
    throw new ArgumentError(
      `${option}: must use columns of numbers (got ${name} = ${JSON.stringify(value)}); leave ${name} out of it`,
    );
  };
}

function statusWord(word: string): ((scope: Scope) => number) | undefined {
  const status = STATUSES.find((name) => name.replaceAll('-', '_') === word);
  return status && (({ row }) => Number(row.status === status));
}

/**
 * Compiles a condition. Its words are columns by their names, or by their last words where only one ends so; and the
 * statuses, `timed_out` and `out_of_memory` among them, each true in its rows.
 * @param option begins a refusal
 * @returns whether it holds in a row; where the condition uses a value that the row lacks, it does not
 * @throws ArgumentError when it does not parse, names no column, or (from the returned function) meets a text
 */
export function compileWhere(
  text: string,
  columns: readonly ResultColumn[],
  option: string,
): (row: SweepRow) => boolean {
  if (/["']/.test(text)) {
    throw new ArgumentError(
      `${option}: must compare numbers (got ${text.slice(0, 60)}); leave texts out, or give a status as a word: not done`,
    );
  }
  const variables = new Map<string, (scope: Scope) => number>();
  // Dotted names become words, because to a parser of arithmetic a dot asks for a property.
  const arithmetic = text.replace(/(?<![\w.])[A-Za-z_]\w*(?:\.\w+)*(?!\w*\s*\()/g, (name: string) => {
    if (WORDS.has(name) && !columns.some((column) => column.name === name)) return name;
    const word = name.replaceAll('.', '_');
    const column = columns.find((one) => one.name === name);
    const status = statusWord(name);
    if (column === undefined && status !== undefined) variables.set(word, status);
    else variables.set(word, numberIn(option, column ?? columnNamed(columns, name, option)));
    return word;
  });
  const condition = compileArithmetic(arithmetic, {
    name: option,
    variables,
    logic: true,
    mend: 'give a condition on the columns, such as inhibition > 0.9',
  });
  return (row) => {
    const scope: Scope = { row, isMissing: false };
    const value = condition(scope);
    return !scope.isMissing && value !== 0;
  };
}
