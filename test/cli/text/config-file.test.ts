import { mkdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readConfigFile } from '../../../src/cli/text/config-file.ts';
import { describeFailure } from '../../../src/cli/failure.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { at, write } = temporaryFolder();

async function refusal(name: string, content: string): Promise<string> {
  const file = write(name, content);
  const message = await readConfigFile(file).then(
    () => 'nothing refused',
    (error: unknown) => (error as Error).message,
  );
  return message.replace(`${file}: `, 'FILE: ');
}

describe('a config file', () => {
  test.each([
    ['a.yaml', 'max-steps: 10 # limit\nrtol: 1e-6\nstrict: true\ntimes: [0, 0.5]\nmethod: bs3\n'],
    ['a.yml', '{max-steps: 10, rtol: 1.0e-6, strict: true, times: [0, 0.5], method: bs3}'],
    ['a.toml', 'max-steps = 10\nrtol = 1e-6\nstrict = true\ntimes = [0, 0.5]\nmethod = "bs3"\n'],
    ['a.json', '\uFEFF{"max-steps": 10, "rtol": 1e-6, "strict": true, "times": [0, 0.5], "method": "bs3"}'],
  ])('%s holds the same options in its own format', async (name, content) => {
    const { values } = await readConfigFile(write(name, content));
    expect(Object.fromEntries(values)).toEqual({
      'max-steps': 10,
      rtol: 1e-6,
      strict: true,
      times: [0, 0.5],
      method: 'bs3',
    });
  });

  test('may hold nothing but comments', async () => {
    expect((await readConfigFile(write('b.yaml', '# later\n'))).values.size).toBe(0);
  });

  test.each([
    [
      'c.yaml',
      'seed: 1\ntau: [2\nrtol: 3',
      /^FILE: not valid yaml: .* at line 3, column 1; correct it there$/,
    ],
    ['c.yaml', 'seed: 1\nseed: 2\n', /^FILE: not valid yaml: Map keys must be unique at line 2, column 1;/],
    ['c.toml', 'seed = 1\ntau = \n', /^FILE: not valid toml: .* at line 2, column \d+; correct it there$/],
    ['c.json', '{"seed": 1,}', /^FILE: not valid json: .* at line 1, column 12; correct it there$/],
    [
      'c.json',
      '{"seed": 1,\n "seed": 2}',
      /^FILE: not valid json: a key must stand only once at line 2, column 2;/,
    ],
  ])('%s with %j is refused with line and column, in one line', async (name, content, message) => {
    const refused = await refusal(name, content);
    expect(refused).toMatch(message);
    expect(refused).not.toContain('\n');
  });

  test('must hold keys', async () => {
    const words = 'FILE: must hold option names as keys, for example seed: 1';
    expect(await refusal('d.yaml', '- seed\n')).toBe(words);
    expect(await refusal('d.json', '3')).toBe(words);
  });

  test('must not name another config file', async () => {
    expect(await refusal('e.yaml', 'config: other.yaml')).toMatch(/^FILE: config: a config file must not/);
  });

  test('must be a file', async () => {
    mkdirSync(at('folder.yaml'));
    for (const [name, reason] of [
      ['folder.yaml', 'is a folder; give a file'],
      ['absent.yaml', 'no such file or folder; check the path'],
    ]) {
      const error: unknown = await readConfigFile(at(name)).catch((thrown: unknown) => thrown);
      expect(describeFailure(error)).toEqual({ status: 2, line: `${at(name)}: ${reason}` });
    }
  });

  test('must have a known ending', async () => {
    const words = 'a config file must end in .yaml, .toml or .json';
    expect(await refusal('f.ini', 'seed=1')).toBe(`FILE: ${words} (got .ini)`);
    expect(await refusal('toString', 'seed=1')).toBe(`FILE: ${words} (got no ending)`);
  });
});
