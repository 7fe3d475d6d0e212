import { expect, it } from 'vitest';
import { parseCifar10 } from '../../src/data/cifar10.ts';
import { concat, messageOf } from './support/files.ts';

/** One record whose three planes hold `pixel` of their plane and place. */
function record(label: number, pixel: (channel: number, place: number) => number): Uint8Array {
  const planes = [0, 1, 2].flatMap((channel) => Array.from({ length: 1024 }, (_, i) => pixel(channel, i)));
  return concat([label], planes);
}

it('joins batches and puts the channel last', () => {
  const first = record(3, (channel, i) => 80 * channel + (i % 80));
  const second = record(9, (channel) => channel);
  const data = parseCifar10([
    { path: 'a', bytes: first },
    { path: 'b', bytes: concat(second, second) },
  ]);
  expect(data).toMatchObject({
    name: 'cifar10',
    examples: 3,
    inputs: 3072,
    shape: { height: 32, width: 32, channels: 3 },
    divisor: 255,
    labels: Uint8Array.of(3, 9, 9),
    classes: 10,
  });
  expect([...data.values.subarray(0, 6)]).toEqual([0, 80, 160, 1, 81, 161]);
  expect(data.values[3 * 79 + 1]).toBe(159);
  expect([...data.values.subarray(3072, 3078)]).toEqual([0, 1, 2, 0, 1, 2]);
  expect([...data.values.subarray(-3)]).toEqual([0, 1, 2]);
});

it('names the byte where a record is cut or a label is no class', () => {
  const good = record(0, () => 0);
  const bad = record(10, () => 0);
  expect(messageOf(() => parseCifar10([{ path: 'x', bytes: concat(good, good.subarray(0, 100)) }]))).toBe(
    'DataFormatError: x: ends inside the record that begins at byte 3073 (got 3173 bytes, must be a multiple of 3073); ' +
      'the file is damaged: copy or download it again',
  );
  expect(messageOf(() => parseCifar10([{ path: 'x', bytes: concat(good, bad) }]))).toBe(
    'DataFormatError: x: the label at byte 3073 must be below 10 (got 10); the file is damaged: copy or download it again',
  );
});
