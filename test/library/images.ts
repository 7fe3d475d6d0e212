/** Small images with structure: each is one of a few smooth patterns under noise, in [0, 1] with zeros. */
import { randomStream } from '../../src/kernels/random.ts';

/** `[count][inputs]`, multiples of 1/255, so that they can be bytes as well. */
export function noisyImages(count: number, inputs: number, seed = 1): number[][] {
  const stream = randomStream(seed, 'noisy images');
  return Array.from({ length: count }, (_, example) =>
    Array.from({ length: inputs }, (_pixel, i) => {
      const signal = Math.sin((2 * Math.PI * (i * ((example % 3) + 1))) / inputs);
      return Math.round(255 * Math.min(1, Math.max(0, signal + 0.3 * stream.normal()))) / 255;
    }),
  );
}

/** The pattern of each of `noisyImages`. */
export function patternLabels(count: number): number[] {
  return Array.from({ length: count }, (_, example) => example % 3);
}
