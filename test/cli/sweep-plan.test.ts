import { describe, expect, test } from 'vitest';
import { call } from './support/call.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const { write } = temporaryFolder();
const currents = write('I.json', [1, 0.8, 0.2]);

async function planOf(file: string, ...words: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await call(['sweep', 'plan', file, ...words]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

interface Plan {
  readonly count: number;
  readonly points: readonly { readonly name: string; readonly seed: number; readonly commandLine: string }[];
}

describe('sweep plan', () => {
  test('reads YAML, TOML and JSON alike', async () => {
    const files = [
      write(
        'a.yaml',
        `command: relax\noptions: {currents: ${currents}}\naxes:\n  inhibition: {range: [0.5, 1.5, 0.5]}\n`,
      ),
      write(
        'a.toml',
        `command = "relax"\noptions = {currents = "${currents}"}\n[axes.inhibition]\nrange = [0.5, 1.5, 0.5]\n`,
      ),
      write('a.json', { command: 'relax', options: { currents }, axes: { inhibition: [0.5, 1, 1.5] } }),
    ];
    const plans = await Promise.all(
      files.map(async (file) => JSON.parse(await planOf(file, '--json')) as Plan),
    );
    expect(plans[0].count).toBe(3);
    for (const { points } of plans) expect(points).toEqual(plans[0].points);
  });

  test('gives command lines that run', async () => {
    const file = write('b.json', { command: 'relax', options: { currents }, axes: { inhibition: [0.5] } });
    const { points } = JSON.parse(await planOf(file, '--format', 'json')) as Plan;
    const line = points[0].commandLine;
    expect(line).toBe(
      `competing-units relax --currents ${currents} --inhibition 0.5 --seed ${points[0].seed}`,
    );
    const { status, stdout } = await call([...line.split(' ').slice(1), '--json']);
    expect({ status, inhibition: (JSON.parse(stdout) as { inhibition: number }).inhibition }).toEqual({
      status: 0,
      inhibition: 0.5,
    });
  });

  test('quotes what CSV needs quoted', async () => {
    const axes = { activation: ['step', 'max(h, 0)'] };
    const file = write('c.json', { command: 'train', axes });
    const [head, first, second] = (await planOf(file, '--format', 'csv')).split('\n');
    expect(head).toBe('name,seed,activation,command');
    expect(first).toMatch(/^[\da-f]{16},\d+,step,competing-units train --activation step --seed \d+$/);
    expect(second).toMatch(
      /^[\da-f]{16},\d+,"max\(h, 0\)","competing-units train --activation 'max\(h, 0\)' --seed \d+"$/,
    );
  });

  test('shows the first and the last of many points', async () => {
    const file = write('d.json', { command: 'train', axes: { hidden: { range: [1, 100, 1] } } });
    const shown = await planOf(file);
    expect(shown).toMatch(/^train: 100 points\n/);
    expect(shown.match(/│ [\da-f]{16} │ +(\d+) │/g)).toHaveLength(20);
    expect(shown).toContain('│ …');
  });

  test('says so when no point is left', async () => {
    const file = write('e.json', { command: 'train', axes: { delta: [1] }, where: ['delta > 1'] });
    expect(await planOf(file)).toBe('train: 0 points\nno point meets the conditions\n');
  });

  test('refuses in one line, with status 2', async () => {
    const file = write('f.yaml', 'command: relax\naxes: {inhibition: [1]}\n');
    const { status, stdout, stderr } = await call(['sweep', 'plan', file]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^--currents: must be given .*\n$/);
  });

  test('has a working example', async () => {
    const { count } = JSON.parse(await planOf('examples/sweeps/inhibition-threshold.yaml', '--json')) as Plan;
    expect(count).toBe(27);
  });
});
