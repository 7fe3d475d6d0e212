import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { progressOn } from '../../src/cli/progress.ts';

function drawn(isTTY: boolean): string {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });
  const progress = progressOn(stream)({ label: 'exact', total: 4 });
  progress.update(1, { text: 'epoch 1' });
  progress.update(4, { text: 'epoch 4' });
  progress.stop();
  return (stream.read() as string | null) ?? '';
}

test('a bar on a terminal shows label, share and text', () => {
  const text = drawn(true);
  expect(text).toContain('exact');
  expect(text).toContain('100%');
  expect(text).toContain('epoch 4');
});

test('a bar elsewhere writes nothing', () => {
  expect(drawn(false)).toBe('');
});
