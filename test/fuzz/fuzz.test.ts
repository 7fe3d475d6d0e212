import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { allReaders } from '../../scripts/fuzz/all-readers.ts';
import { countAllocations } from '../../scripts/fuzz/allocations.ts';
import { campaign } from '../../scripts/fuzz/campaign.ts';
import { judge } from '../../scripts/fuzz/judge.ts';
import { hasPython, startPython } from '../../scripts/fuzz/python-oracle.ts';
import type { Reader } from '../../scripts/fuzz/reader.ts';
import { ArgumentError, DataFormatError } from '../../src/errors.ts';

countAllocations();
const python = hasPython() ? startPython() : null;
afterAll(() => python?.close());
const without = python === null ? ' (not compared with Python: no python3 with NumPy)' : '';

describe(`mutated files are read rightly, or refused in one line, in bounded memory${without}`, () => {
  it.each(allReaders().map((reader): [string, Reader] => [reader.name, reader]))(
    '%s',
    async (name, reader) => {
      const { violations, ...tally } = await campaign(reader, { inputs: 500, seed: 1, python });
      for (const [i, { bytes }] of violations.entries()) {
        writeFileSync(path.join(tmpdir(), `competing-units-violation-${name}-${i}`), bytes);
      }
      expect(violations.map(({ what }) => what)).toEqual([]);
      // A campaign in which nothing is accepted, or nothing refused, would show nothing.
      expect(tally.accepted).toBeGreaterThan(0);
      expect(tally.refused).toBeGreaterThan(0);
      if (reader.python !== undefined && python !== null) expect(tally.confirmed).toBeGreaterThan(0);
    },
  );
});

describe('the judge of a fuzzed reader', () => {
  const reader = (read: Reader['read'], rest: Partial<Reader> = {}): Reader => ({
    ...{ name: 'x', label: 'x.npy', corpus: [], tokens: [], kind: 'binary', allocation: () => 1000 },
    ...{ read, ...rest },
  });
  const violationOf = async (read: Reader['read'], rest: Partial<Reader> = {}): Promise<string> => {
    const verdict = await judge(reader(read, rest), Uint8Array.of(1, 2, 3));
    return verdict.kind === 'violation' ? verdict.what : verdict.kind;
  };
  const refuse = (message: string) => (): never => {
    throw new DataFormatError(message);
  };

  it('lets pass what is read rightly and what is refused as promised', async () => {
    expect(await violationOf(() => 1)).toBe('accepted');
    expect(await violationOf(refuse('x.npy: is empty; copy it again'))).toBe('refused');
  });

  it('finds each broken promise', async () => {
    const promised = {
      'not an error of the project: TypeError: no': () => {
        throw new TypeError('no');
      },
      'not one printable line': refuse('x.npy: two\nlines'),
      'not one printable line: "x.npy: \\u001b': refuse('x.npy: \u001b[31m'),
      'the refusal does not name x.npy': refuse('something is wrong'),
      'the refusal has 16006 characters': refuse(`x.npy:${' '.repeat(16_000)}`),
      'asks for 8000 bytes of arrays for a file of 3': () => new Float64Array(1000),
      'changes the bytes that it reads': (bytes: Uint8Array) => (bytes[0] = 9),
    };
    for (const [what, read] of Object.entries(promised)) expect(await violationOf(read)).toContain(what);
    expect(await violationOf(() => 1, { check: () => 'not 2' })).toBe('a wrong reading: not 2');
    const pollute = (): void => void Object.assign(Object.prototype, { evil: 1 });
    const found = await violationOf(pollute);
    Reflect.deleteProperty(Object.prototype, 'evil');
    expect(found).toBe('Object.prototype or Array.prototype has new keys');
  });

  it('knows a refusal by its class, not by its name', async () => {
    const read = (): never => {
      throw new ArgumentError('x.npy: must be small');
    };
    expect(await violationOf(read)).toBe('refused');
  });
});
