/** Run folders that were damaged, edited, or made by another version: one line says so, whoever reads them. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageVersion } from '../../src/cli/version.ts';
import { call } from './support/call.ts';
import type { Outcome } from './support/call.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const { at } = temporaryFolder();
const small = ['--limit', '60', '--epochs', '2'];
const calls = {
  train: ['train', ...small, '--hidden', '5'],
  'train --compare': ['train', ...small, '--hidden', '5', '--compare'],
  'train-sgd': ['train-sgd', ...small, '--hidden', '5'],
  readout: ['readout', ...small, '--weights', at('train', 'weights.npy')],
};
type RunName = keyof typeof calls;
const names = Object.keys(calls) as RunName[];

beforeAll(async () => {
  for (const name of names) {
    const { status, stderr } = await call([...calls[name], '--out', at(name)]);
    expect(status, stderr).toBe(0);
  }
}, 120_000);

/** A copy of a finished run, or of one of which only the last checkpoint is there. */
function copyOf(name: RunName, place: string, { finished }: { finished: boolean }): string {
  const copy = at(place.replaceAll(/\W/g, '-'));
  cpSync(at(name), copy, { recursive: true });
  if (!finished) rmSync(path.join(copy, 'summary.json'));
  return copy;
}

function resume(name: RunName, run: string): Promise<Outcome> {
  return call([name.split(' ')[0], '--resume', run]);
}

function rewrite(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
}

/** The one line of a refusal. */
function lineOf({ status, stdout, stderr }: Outcome): string {
  expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^[^\n]+\n$/);
  return stderr.trimEnd();
}

describe('a damaged summary.json', () => {
  const damages: readonly [string, (text: string) => string, RegExp][] = [
    ['cut short', (text) => text.slice(0, 40), /: is not JSON \(.*\)$/],
    ['empty', () => '', /: is not JSON \(.*\)$/],
    ['another document', () => '[1]', /: it: must be an object \(got \[1\]\)$/],
    [
      'without the place',
      (text) => text.replaceAll('"run":', '"ran":'),
      /run: must be a text \(got nothing\)$/,
    ],
    [
      'with a text for a number',
      (text) => text.replaceAll(/"epochs": 2/g, '"epochs": "2"'),
      /epochs: must be a number \(got "2"\)$/,
    ],
  ];
  it.each(names)('of %s is refused with its mend, which holds', async (name) => {
    const run = copyOf(name, `summary ${name}`, { finished: true });
    const file = path.join(run, 'summary.json');
    const whole = readFileSync(file, 'utf8');
    for (const [how, damage, fault] of damages) {
      writeFileSync(file, whole);
      rewrite(file, damage);
      const line = lineOf(await resume(name, run));
      const mend = `; delete that file, and --resume ${run} writes it anew from the last checkpoint`;
      expect(line.startsWith(`${file}: `), how).toBe(true);
      expect(line.endsWith(mend), how).toBe(true);
      expect(line.slice(0, -mend.length), how).toMatch(fault);
    }
    rmSync(file);
    expect((await resume(name, run)).status).toBe(0);
    const results = {
      train: 'weights.npy',
      'train --compare': 'exact/weights.npy',
      'train-sgd': 'weights.npy',
      readout: 'readout.npy',
    };
    expect(readFileSync(path.join(run, results[name]))).toEqual(readFileSync(at(name, results[name])));
    expect((await resume(name, run)).status).toBe(0);
  });
});

/** Changes of config.json, with what is then said of it. */
const edits: readonly [string, (text: string) => string, string][] = [
  ['cut short', (text) => text.slice(0, 50), 'is not JSON ('],
  ['no object', () => 'null', 'must hold version, command, seed and options of a run (got something else)'],
  [
    'no options',
    () => '{"version": "1", "command": "train", "seed": 0}',
    'must hold version, command, seed and options of a run (got something else)',
  ],
  [
    'an option that is missing',
    (text) => text.replace(/ *"epochs": 2,\n/, ''),
    'epochs: must be an integer >= 1 (got nothing)',
  ],
  [
    'an option of the wrong type',
    (text) => text.replace('"epochs": 2', '"epochs": "2"'),
    'epochs: must be an integer >= 1 (got "2")',
  ],
  [
    'an option out of its range',
    (text) => text.replace('"epochs": 2', '"epochs": 0'),
    'epochs: must be an integer >= 1 (got 0)',
  ],
  [
    'an option that is null',
    (text) => text.replace('"epochs": 2', '"epochs": null'),
    'epochs: must be an integer >= 1 (got null)',
  ],
  [
    'a list for a word',
    (text) => text.replace('"data": "digits"', '"data": ["digits"]'),
    'data: must be one of ',
  ],
  [
    'a seed below 0',
    (text) => text.replace('"seed": 0', '"seed": -1'),
    'seed: must be an integer >= 0 (got -1)',
  ],
  [
    'an option of no version',
    (text) => text.replace('"epochs"', '"dropout": 0.5, "epochs"'),
    'dropout: no such option of ',
  ],
  [
    'an option named __proto__',
    (text) => text.replace('"epochs"', '"__proto__": {}, "epochs"'),
    '__proto__: no such option of ',
  ],
];

describe.each(edits)('a config.json with %s', (how, edit, fault) => {
  async function expectRefused(run: string, words: readonly string[]): Promise<void> {
    rewrite(path.join(run, 'config.json'), edit);
    const line = lineOf(await call(words.map((word) => (word === 'RUN' ? run : word))));
    expect(line.startsWith(`${path.join(run, 'config.json')}: ${fault}`)).toBe(true);
    expect(line).toMatch(/; (restore it, or|move that folder away)[^;]*$/);
  }

  it.each(names)('is refused when %s goes on with it', async (name) => {
    const run = copyOf(name, `config resume ${name} ${how}`, { finished: false });
    await expectRefused(run, [name.split(' ')[0], '--resume', 'RUN']);
  });

  it.each(['train', 'train --compare', 'readout'] as const)(
    'is refused by the report of %s',
    async (name) => {
      const run = copyOf(name, `config report ${name} ${how}`, { finished: true });
      await expectRefused(run, ['report', 'RUN']);
    },
  );

  it.each(['train', 'train-sgd'] as const)('is refused where the weights of %s are read', async (name) => {
    const run = copyOf(name, `config weights ${name} ${how}`, { finished: true });
    await expectRefused(run, ['readout', '--weights', 'RUN', ...small]);
  });
});

describe('a run of another version', () => {
  const newer = (text: string): string => text.replace(/"version": "[^"]*"/, '"version": "99.1.0"');

  it('is named where an option is not known', async () => {
    const run = copyOf('train', 'newer-refused', { finished: false });
    rewrite(path.join(run, 'config.json'), (text) =>
      newer(text).replace('"epochs"', '"dropout": 0.5, "epochs"'),
    );
    expect(lineOf(await resume('train', run))).toBe(
      `${path.join(run, 'config.json')}: dropout: no such option of train; the run was made by version 99.1.0, this is ${packageVersion()}; restore it, or start the run anew in another folder`,
    );
  });

  it.each(names)('goes on where its options are known, and %s says so', async (name) => {
    const run = copyOf(name, `newer ${name}`, { finished: false });
    rewrite(path.join(run, 'config.json'), newer);
    const { status, stderr } = await resume(name, run);
    expect(status).toBe(0);
    expect(stderr).toContain(
      `${run}: version 99.1.0 began this run, and ${packageVersion()} goes on; its bytes may be those of neither\n`,
    );
  });
});

it('does not draw a report by options that the run did not have', async () => {
  const run = copyOf('train', 'edited', { finished: true });
  const config = path.join(run, 'config.json');
  rewrite(config, (text) => text.replace(/"inhibition": [\d.]+/, '"inhibition": 0.123'));
  expect(lineOf(await call(['report', run]))).toMatch(
    /config\.json: has changed since the run began \(sha256 /,
  );
});

it.each([
  ['metrics.jsonl', 'line 2: meanActive: must be a number (got "many")'],
  ['summary.json', 'hidden: must be a number (got "many")'],
])('does not draw a report from a damaged %s', async (name, fault) => {
  const run = copyOf('train', `report ${name}`, { finished: true });
  const file = path.join(run, name);
  rewrite(file, (text) =>
    text.replace(/("hidden": ?)5/, '$1"many"').replace(/(\n.*"meanActive":)[\d.e-]+/, '$1"many"'),
  );
  expect(lineOf(await call(['report', run])).startsWith(`${file}: ${fault}; `)).toBe(true);
});
