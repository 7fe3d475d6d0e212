/** Keys of files such as `__proto__` are keys, and change nothing else. */
import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../src/cli/text/config-file.ts';
import { readSweep } from '../../src/sweeps/sweep-file.ts';
import { call } from '../cli/support/call.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';

const { write } = temporaryFolder();
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
];

function unchanged(): void {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { hidden?: unknown }).hidden).toBeUndefined();
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
}

describe.each(NAMES)('the key %s', (name) => {
  it.each([
    ['a.json', `{"${name}": {"hidden": 7}}`],
    ['a.yaml', `${name}: {hidden: 7}\n`],
    ['a.toml', `["${name}"]\nhidden = 7\n`],
  ])('of a config file %s is an unknown option', async (file, content) => {
    const path = write(`${name}-${file}`, content);
    const { values } = await readConfigFile(path);
    expect([...values.keys()]).toEqual([name]);
    expect(values.get('hidden')).toBeUndefined();
    const { status, stdout, stderr } = await call(['relax', '--config', path]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^[^\\n]*: ${name}: no such option[^\\n]*\\n$`));
    unchanged();
  });

  it('of an inner table changes no object', async () => {
    const path = write(`${name}-inner.json`, `{"seed": {"${name}": {"hidden": 7}}}`);
    const { status, stderr } = await call(['relax', '--config', path]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^[^\n]*: (seed: must be an integer|no key may be __proto__)[^\n]*\n$/);
    unchanged();
  });

  it('of a sweep is refused as a key, an option and an axis', async () => {
    for (const [i, content] of [
      `{"command": "train", "axes": {}, "${name}": {"hidden": 7}}`,
      `{"command": "train", "axes": {"${name}": [1, 2]}}`,
      `{"command": "train", "options": {"${name}": 1}, "axes": {}}`,
      `{"command": "train", "axes": {"p": {"expression": "${name}"}}}`,
      `{"command": "${name}", "axes": {}}`,
    ].entries()) {
      const path = write(`${name}-${i}.json`, content);
      const { status, stderr } = await call(['sweep', 'plan', path]);
      expect(status, content).toBe(2);
      expect(stderr, content).toMatch(/^[^\n]+\n$/);
      expect(stderr).not.toContain('bug');
      unchanged();
    }
  });

  it('is no option of the command line', async () => {
    const { status, stderr } = await call(['relax', `--${name}`, '7']);
    expect(status).toBe(2);
    expect(stderr).toMatch(new RegExp(`^--${name}: no such option; [^\\n]+\\n$`));
    unchanged();
  });
});

it('a sweep given by a program may bring such keys, too', () => {
  const content: unknown = JSON.parse('{"command": "train", "axes": {}, "__proto__": {"repeats": 9}}');
  expect(() => readSweep('x.json', content)).toThrow(/__proto__/);
});
