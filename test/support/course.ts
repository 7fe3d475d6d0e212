/** Random sparse examples in random order, with a share of the run that falls linearly to 0. */
import { permutation, randomStream } from '../../src/kernels/random.ts';
import type { Course } from './plain-learning.ts';
import { randomExample } from './sparse-vectors.ts';

/** `presentations` examples out of `count`, each with a third of the inputs non-zero, as unit vectors. */
export function randomCourse(
  seed: number,
  {
    inputs,
    count,
    presentations,
  }: { readonly inputs: number; readonly count: number; readonly presentations: number },
): Course {
  const stream = randomStream(seed, 'course');
  const examples = Array.from({ length: count }, () => {
    const input = randomExample(stream, inputs, 1 / 3);
    input[stream.integer(inputs)] = 1;
    const size = Math.sqrt(input.reduce((sum, v) => sum + v * v, 0));
    return input.map((v) => v / size);
  });
  const order: number[] = [];
  while (order.length < presentations) order.push(...permutation(count, stream));
  order.length = presentations;
  return { examples, order, remaining: order.map((_, time) => 1 - time / presentations) };
}
