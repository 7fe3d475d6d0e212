import { expect, test } from 'vitest';
import { pageText } from '../../scripts/docs/pages.ts';
import { call } from '../cli/support/call.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';

const { at, write } = temporaryFolder();
const page = pageText('docs/reference/json.md');

/** The keys of the outermost braces of a shape such as `{a, b: {c}, d: [{e}]}`. */
function keysOf(shape: string): string[] {
  const keys: string[] = [];
  let depth = 0;
  let text = '';
  for (const character of shape) {
    if ('{['.includes(character)) depth++;
    if (depth === 1 && !'{}[]'.includes(character)) text += character;
    if ('}]'.includes(character)) depth--;
  }
  for (const part of text.split(',')) keys.push(part.split(':')[0].trim());
  return keys;
}

/** The first shape after `heading`, or after `` `start` `` in its section. */
function documented(heading: string, start = ''): string[] {
  const from = page.indexOf(`## JSON of ${heading}\n`);
  expect(from, heading).toBeGreaterThanOrEqual(0);
  const section = page.slice(from, page.indexOf('\n## ', from + 1) >>> 0);
  const shape = /`(\{[^`]*\})`/.exec(section.slice(section.indexOf(start)))?.[1] ?? '';
  return keysOf(shape);
}

const currents = write('I.json', [1, 0.8, 0.2]);
const weights = write('W.json', [0.3, -0.2, 0.4]);
const small = ['--data', 'digits', '--limit', '100', '--hidden', '4', '--epochs', '1', '--threads', '1'];

test.each<[heading: string, start: string, words: string[]]>([
  ['relax', '', ['relax', '--currents', currents, '--inhibition', '0.9']],
  ['plasticity', '', ['plasticity', '--weights', weights, '--input', currents, '--activation', '1']],
  ['inhibition', '', ['inhibition', '--currents', currents]],
  ['coupling', '', ['coupling', '--cases', '1', '--timescales', '0.1', '--presentations', '0.1']],
  ['lyapunov', '', ['lyapunov', '--p', '2', '--presentations', '1', '--steps', '2']],
  ['train', '', ['train', ...small, '--out', at('one')]],
  ['train', 'With `--compare`', ['train', '--compare', ...small, '--out', at('both')]],
  ['readout', '', ['readout', '--weights', at('one'), '--epochs', '1', '--out', at('read')]],
  [
    'train-sgd',
    '',
    ['train-sgd', '--data', 'digits', '--limit', '100', '--hidden', '4', '--epochs', '1', '--out', at('sgd')],
  ],
  ['activity', '', ['activity', '--weights', at('one'), '--out', at('h.npy')]],
  ['report', '', ['report', at('one')]],
  ['sweep plan', '', ['sweep', 'plan', 'examples/sweeps/inhibition-threshold.yaml']],
  ['data', 'data list', ['data', 'list']],
  ['data', 'data inspect', ['data', 'inspect', 'bars']],
  ['data', 'data generate', ['data', 'generate', 'bars', '--train', '9', '--test', '3', '--out', at('bars')]],
])('the JSON of %s %s has the keys that the reference names', async (heading, start, words) => {
  const { status, stdout } = await call([...words, '--json']);
  expect(status).toBe(0);
  expect(Object.keys(JSON.parse(stdout) as object).sort()).toEqual(documented(heading, start).sort());
});
