import { describe, expect, test } from 'vitest';
import { ArgumentError } from '../../../src/errors.ts';
import { ascendingNumbers, choice, flag, integer, number, path } from '../../../src/cli/options/kinds.ts';
import { fileSource, flagSource, resolve } from '../../../src/cli/options/resolve.ts';
import type { Source } from '../../../src/cli/options/resolve.ts';
import { optionName, required } from '../../../src/cli/options/table.ts';
import type { OptionTable } from '../../../src/cli/options/table.ts';

interface Values {
  readonly inhibition: number;
  readonly maxSteps: number;
  readonly method: 'dopri5' | 'bs3';
  readonly times: readonly number[];
  readonly strict: boolean;
  readonly labels: string | undefined;
}

const table: OptionTable<Values> = {
  inhibition: { kind: number({ min: 0 }), default: required, about: 'w_inh', example: '0.9' },
  maxSteps: { kind: integer({ min: 1 }), default: 100, about: 'limit' },
  method: { kind: choice(['dopri5', 'bs3']), default: 'dopri5', about: 'method' },
  times: { kind: ascendingNumbers(), default: [], about: 'times' },
  strict: { kind: flag(), default: false, about: 'strict' },
  labels: { kind: path(), default: undefined, about: 'labels' },
};

const flags = (values: Record<string, unknown>): Source => flagSource(new Map(Object.entries(values)));
const file = (values: Record<string, unknown>): Source =>
  fileSource('run.yaml', new Map(Object.entries(values)));
const refusal = (...sources: Source[]): string => {
  try {
    resolve(table, sources);
  } catch (error) {
    expect(error).toBeInstanceOf(ArgumentError);
    return (error as Error).message;
  }
  return 'nothing refused';
};

describe('resolution', () => {
  test('takes the flag before the file and the file before the default', () => {
    const { values, given } = resolve(table, [
      flags({ inhibition: '0.5' }),
      file({ inhibition: 0.7, 'max-steps': 7 }),
    ]);
    expect(values).toEqual({
      inhibition: 0.5,
      maxSteps: 7,
      method: 'dopri5',
      times: [],
      strict: false,
      labels: undefined,
    });
    expect([...given]).toEqual(['inhibition', 'maxSteps']);
  });

  test('lets --no-strict take back what the file says', () => {
    const { values } = resolve(table, [flags({ inhibition: '1', strict: false }), file({ strict: true })]);
    expect(values.strict).toBe(false);
  });

  test('takes keys of a file in kebab or camel case, and lists as lists or text', () => {
    const { values } = resolve(table, [file({ inhibition: '1', maxSteps: 1e3, times: [0, 0.5] })]);
    expect(values).toMatchObject({ inhibition: 1, maxSteps: 1000, times: [0, 0.5] });
    expect(resolve(table, [file({ inhibition: 1, times: '0,0.5' })]).values.times).toEqual([0, 0.5]);
  });

  test('refuses the same value with the same words, from a flag and from a file', () => {
    const words = 'inhibition: must be a number >= 0 (got -1); for example 0.9';
    expect(refusal(flags({ inhibition: '-1' }))).toBe(`--${words}`);
    expect(refusal(file({ inhibition: -1 }))).toBe(`run.yaml: ${words}`);
  });

  test('names the nearest option of an unknown one', () => {
    expect(refusal(flags({ inhibitoin: '1' }))).toBe(
      '--inhibitoin: no such option; did you mean --inhibition?',
    );
    expect(refusal(flags({ inhibition: '1' }), file({ max_steps: 3 }))).toBe(
      'run.yaml: max_steps: no such option; did you mean max-steps?',
    );
  });

  test('does not take names of object members for options', () => {
    expect(refusal(file({ constructor: 1 }))).toMatch(
      /^run\.yaml: constructor: no such option; did you mean /,
    );
  });

  test('refuses a value of the file that a flag would hide', () => {
    expect(refusal(flags({ inhibition: '1' }), file({ inhibition: 'much' }))).toMatch(
      /^run\.yaml: inhibition: must/,
    );
  });

  test('refuses an option that is there twice', () => {
    expect(refusal(flags({ inhibition: ['1', '2'] }))).toBe('--inhibition: must be given once (got 2 times)');
    expect(refusal(file({ inhibition: 1, maxSteps: 1, 'max-steps': 2 }))).toBe(
      'run.yaml: max-steps: must be given once (got 2 spellings of it)',
    );
  });

  test('refuses what has no text: null, a map, and a date', () => {
    expect(refusal(file({ inhibition: null }))).toMatch(/\(got null\)/);
    expect(refusal(file({ inhibition: { w: 1 } }))).toMatch(/\(got \{"w":1\}\)/);
    expect(refusal(file({ inhibition: [[1], { w: 1 }] }))).toMatch(/must be a number/);
  });

  test('asks for a required option only when all that was given is right', () => {
    expect(refusal(flags({}))).toBe('--inhibition: must be given (w_inh); for example 0.9');
    expect(refusal(flags({ 'max-steps': '0' }))).toBe(
      '--max-steps: must be an integer >= 1 (got 0); for example 100',
    );
  });
});

test('an option name is its key in kebab case', () => {
  expect(optionName('maxSteps')).toBe('max-steps');
  expect(optionName('testData')).toBe('test-data');
  expect(optionName('p')).toBe('p');
});
