import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cli/command.ts';
import { command } from '../../src/cli/command.ts';
import { reproduceBy } from '../../src/cli/commands/reproduce.ts';
import type { ReproduceOptions } from '../../src/cli/options/reproduce.ts';
import { reproduceTable } from '../../src/cli/options/reproduce.ts';
import type { CompetingNetwork, Recipe } from '../../src/cli/reproduce/recipes.ts';
import { QUICK_RECIPES } from '../../src/cli/reproduce/recipes.ts';
import { readArray } from '../../src/data/read-array.ts';
import { call } from './support/call.ts';
import type { CallOptions, Outcome } from './support/call.ts';
import { interruptionWhen } from './support/interruption.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();

/** The quick recipe on a few hundred digits. */
function tiny(recipe: Recipe, epochs = 3): Recipe {
  const shrunk = ({ stages = [], train, readout }: CompetingNetwork): CompetingNetwork => ({
    stages: stages.map((stage) => ({ ...stage, epochs: 2 })),
    train: { ...train, hidden: 24, epochs },
    readout: { ...readout, rateSchedule: '0.03x2,0.01x1' },
  });
  return {
    ...recipe,
    limit: 200,
    exact: shrunk(recipe.exact),
    ranking: shrunk(recipe.ranking),
    sgd: { ...recipe.sgd, hidden: 24, rateSchedule: '0.001x2' },
    powers: [1, 4.5, 7].map((power) => ({ power, rates: power === 1 ? 0.1 : 1 })),
  };
}

function commandsFor(epochs?: number): readonly Command[] {
  const recipes = {
    mnist: tiny(QUICK_RECIPES.mnist, epochs),
    cifar10: tiny(QUICK_RECIPES.cifar10, epochs),
  };
  const execute = command<ReproduceOptions>({
    name: 'reproduce',
    summary: 'with tiny networks',
    options: reproduceTable,
    examples: [],
    load: () => Promise.resolve((options, terminal) => reproduceBy(recipes, options, terminal)),
  });
  return [execute];
}

function reproduce(
  words: readonly string[],
  { epochs, ...options }: CallOptions & { readonly epochs?: number } = {},
): Promise<Outcome> {
  const digits = words.includes('--data-dir') ? [] : ['--data', 'digits'];
  return call(['reproduce', ...words, '--quick', ...digits], { ...options, commands: commandsFor(epochs) });
}

const read = (...names: readonly string[]): string => readFileSync(path.join(...names), 'utf8');

interface Document {
  readonly results: readonly {
    readonly kind: string;
    readonly testError: { readonly values: number[] };
    readonly weights: { readonly units: number[]; readonly largest: number; readonly mostNegative: number };
  }[];
  readonly runs: readonly { readonly name: string; readonly command: string }[];
  readonly files: readonly string[];
}

describe('reproduce table', () => {
  it('trains every network with every seed, then uses what is there', async () => {
    const out = folder.at('table');
    const words = ['table', '--seeds', '2', '--out', out];
    const { status, stdout, stderr } = await reproduce([...words, '--json']);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const document = JSON.parse(stdout) as Document;
    expect(document.results.map(({ kind }) => kind)).toEqual(['ranking', 'exact', 'sgd']);
    for (const { kind, testError, weights } of document.results) {
      expect(testError.values).toHaveLength(2);
      const { shape, data } = readArray(path.join(out, `digits-${kind}-seed0`, 'weights.npy'));
      const onSphere = weights.units.flatMap((unit) => {
        const row = Array.from(data.slice(unit * shape[1], (unit + 1) * shape[1]));
        const length = row.reduce((sum, weight) => sum + weight ** 4, 0) ** 0.25;
        return row.map((weight) => weight / length);
      });
      expect(weights.largest).toBeCloseTo(Math.max(...onSphere), 6);
      expect(weights.mostNegative).toBeCloseTo(Math.min(...onSphere), 6);
    }
    const names = [0, 1].flatMap((seed) => [
      ...['ranking', 'exact'].flatMap((kind) =>
        ['-stage1', '', '-readout'].map((part) => `digits-${kind}-seed${seed}${part}`),
      ),
      `digits-sgd-seed${seed}`,
    ]);
    expect(document.runs.map(({ name }) => name)).toEqual(names);
    expect(document.files).toEqual(['table.md', 'table.json'].map((name) => path.join(out, name)));
    const markdown = read(out, 'table.md');
    expect(markdown).toContain('QUICK');
    expect(markdown).toMatch(/\| paper +\| ranking +\| exact +\| SGD end to end +\|/);
    const seenFromThere = (line: string): string =>
      line
        .replaceAll(`${out}${path.sep}`, '')
        .replace(/--data-dir \S+/, `--data-dir ${path.relative(out, 'data')}`);
    for (const { command: line } of document.runs) expect(markdown).toContain(`\n${seenFromThere(line)}\n`);
    expect(markdown).not.toContain(out);

    const weights = path.join(out, 'digits-sgd-seed1', 'weights.npy');
    const written = statSync(weights).mtimeMs;
    const again = await reproduce(words);
    expect(again.stderr).toBe('');
    expect(statSync(weights).mtimeMs).toBe(written);
    expect(read(out, 'table.md')).toBe(markdown);
  });

  it('shows the commands that make the same weights again', async () => {
    const out = folder.at('again');
    const { stdout } = await reproduce(['fig2', '--out', out, '--json']);
    const [, { command: line }] = (JSON.parse(stdout) as Document).runs;
    const words = line.split(' ').slice(1);
    const copy = folder.at('copy');
    const place = words.indexOf('--out');
    const outcome = await call([...words.slice(0, place), '--out', copy]);
    expect(outcome.status).toBe(0);
    const weights = (run: string): Buffer => readFileSync(path.join(run, 'weights.npy'));
    expect(weights(copy)).toEqual(weights(path.join(out, 'digits-exact-seed0')));
  });

  it('goes on where it was interrupted, to the same bytes', async () => {
    const whole = folder.at('whole');
    await reproduce(['table', '--out', whole], { epochs: 40 });
    const cut = folder.at('cut');
    const begun = path.join(cut, 'digits-exact-seed0');
    const interruption = interruptionWhen(() => existsSync(path.join(begun, 'metrics.jsonl')));
    expect((await reproduce(['table', '--out', cut], { epochs: 40, interruption })).status).toBe(130);
    expect(existsSync(path.join(begun, 'summary.json'))).toBe(false);
    const { status, stderr } = await reproduce(['table', '--out', cut], { epochs: 40 });
    expect(status).toBe(0);
    expect(stderr).toContain('digits-exact-seed0: going on\n');
    expect(stderr).not.toContain('digits-ranking-seed0:');
    for (const file of ['digits-exact-seed0/weights.npy', 'digits-exact-seed0-readout/readout.npy']) {
      expect(readFileSync(path.join(cut, file))).toEqual(readFileSync(path.join(whole, file)));
    }
  });

  it('refuses a folder of other options, and readouts of other weights, in one line', async () => {
    const out = folder.at('other');
    await reproduce(['table', '--out', out]);
    const changed = await reproduce(['table', '--out', out], { epochs: 4 });
    expect(changed).toMatchObject({ status: 2, stdout: '' });
    const run = path.join(out, 'digits-ranking-seed0');
    expect(changed.stderr).toBe(
      `${run}: holds a run with --epochs 3 where --epochs 4 is asked for; give another --out, or move that folder away\n`,
    );
    rmSync(run, { recursive: true });
    const stale = await reproduce(['table', '--out', out], { epochs: 4 });
    expect(stale.status).toBe(2);
    expect(stale.stderr.trimEnd().split('\n').at(-1)).toBe(
      `${run}-readout: is not of the weights that are now in ${path.join(run, 'weights.npy')}; move that folder away`,
    );
  });

  it.each([
    ['[]', 'it: must be an object (got [])'],
    ['{"digits-ranking-seed0-readout": 7}', 'digits-ranking-seed0-readout: must be a text (got 7)'],
    ['{', 'is not JSON'],
  ])('refuses %s for what weights were read, in one line', async (content, fault) => {
    const out = folder.at('damaged');
    await reproduce(['table', '--out', out]);
    const file = path.join(out, 'weights-read.json');
    writeFileSync(file, content);
    const { status, stdout, stderr } = await reproduce(['table', '--out', out]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`${file}: ${fault}`);
    expect(stderr).toMatch(/^[^\n]*; restore it, or move its folder away\n$/);
  });

  it('takes digits with --quick only', async () => {
    const { status, stderr } = await call(['reproduce', 'table', '--data', 'digits']);
    expect(status).toBe(2);
    expect(stderr).toBe('--data: must be paper without --quick (got digits); the recipes are for its data\n');
  });
});

describe('reproduce', () => {
  it.each([
    ['fig2', ['Input v', 'Activities h(t) of eq. 4', 'Learning activation g(h)']],
    ['fig3', ['Weights, ranking', 'Weights, exact', 'Weights, SGD end to end', 'exact, training']],
    ['fig4', ['least test error: n = ', 'power of the activation function']],
  ])('%s leaves a drawing that says what it is, its picture and its numbers', async (target, texts) => {
    const out = folder.at('figures');
    const { status, stderr } = await reproduce([target, '--out', out]);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const svg = read(out, `${target}.svg`);
    for (const text of ['QUICK', 'digits: 200 training examples', ...texts]) expect(svg).toContain(text);
    expect(svg).not.toMatch(/NaN|undefined/);
    const png = readFileSync(path.join(out, `${target}.png`));
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(JSON.parse(read(out, `${target}.json`))).toMatchObject({ target, quick: true });
    expect(read(out, `${target}.md`)).toContain('competing-units train ');
  });

  it('shares runs between figures and reads the power of the network once', async () => {
    const out = folder.at('shared');
    await reproduce(['fig3', '--out', out]);
    const { stderr } = await reproduce(['fig4', '--out', out]);
    expect(stderr.match(/^\S+(?=: starting$)/gm)).toEqual([
      'digits-exact-seed0-readout-n1',
      'digits-exact-seed0-readout-n7',
    ]);
    // Digits are digits: the settings of its own data would ask for other runs of the same names.
    const { status, stderr: noted } = await reproduce(['fig5', '--out', out]);
    expect(noted).toBe('');
    expect(status).toBe(0);
  });

  it('fig5 draws colour tiles and says that its data are a copy', async () => {
    // Records of the binary version: a label, then red, green and blue planes.
    const batch = Uint8Array.from({ length: 20 * 3073 }, (_, i) => {
      const [record, byte] = [Math.floor(i / 3073), i % 3073];
      return byte === 0 ? record % 10 : (37 * record + 11 * byte) % 256;
    });
    const names = [1, 2, 3, 4, 5].map((n) => `data_batch_${n}.bin`);
    for (const name of [...names, 'test_batch.bin']) folder.write(`cifar/${name}`, batch);
    const out = folder.at('colour');
    const { status } = await reproduce(['fig5', '--data-dir', folder.at('cifar'), '--out', out]);
    expect(status).toBe(0);
    const svg = read(out, 'fig5.svg');
    expect(svg).toContain('from a JPEG copy');
    expect(svg).toContain('zero mid-grey');
    expect(JSON.parse(read(out, 'fig5.json'))).toMatchObject({
      data: { name: 'cifar10', asPublished: false },
      runs: [{ name: 'cifar10-ranking-seed0-stage1' }, {}, {}, {}, {}, {}, {}],
    });
  });
});
