/**
 * CIFAR-10 in its binary version (Krizhevsky 2009, "Learning multiple layers of features from tiny images"): records of
 * one label byte and 32 × 32 red, then green, then blue bytes. Returned with the channel last, like every image here.
 */
import { DataFormatError } from '../errors.ts';
import { DAMAGED } from './array.ts';
import type { Dataset } from './dataset.ts';

const SIDE = 32;
const PIXELS = SIDE * SIDE;
const CHANNELS = 3;
const RECORD_BYTES = 1 + PIXELS * CHANNELS;
const CLASSES = 10;

/** One file of the data set. */
export interface CifarBatch {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Joins batches into one data set.
 * @param batches whole files, in order
 * @throws DataFormatError if there are no records, or with the byte offset if a file ends inside a record or a label is no class
 */
export function parseCifar10(batches: readonly CifarBatch[]): Dataset {
  const examples = batches.reduce((sum, { path, bytes }) => {
    const rest = bytes.length % RECORD_BYTES;
    if (rest !== 0) {
      throw new DataFormatError(
        `${path}: ends inside the record that begins at byte ${bytes.length - rest} (got ${bytes.length} bytes, ` +
          `must be a multiple of ${RECORD_BYTES}); ${DAMAGED}`,
      );
    }
    return sum + bytes.length / RECORD_BYTES;
  }, 0);
  if (examples === 0) {
    const paths = batches.map(({ path }) => path).join(', ');
    throw new DataFormatError(
      `${paths}: must hold records of ${RECORD_BYTES} bytes (got 0 bytes); ${DAMAGED}`,
    );
  }
  const inputs = PIXELS * CHANNELS;
  const values = new Uint8Array(examples * inputs);
  const labels = new Uint8Array(examples);
  let example = 0;
  for (const { path, bytes } of batches) {
    for (let at = 0; at < bytes.length; at += RECORD_BYTES, example++) {
      if (bytes[at] >= CLASSES) {
        throw new DataFormatError(
          `${path}: the label at byte ${at} must be below ${CLASSES} (got ${bytes[at]}); ${DAMAGED}`,
        );
      }
      labels[example] = bytes[at];
      for (let channel = 0; channel < CHANNELS; channel++) {
        let from = at + 1 + channel * PIXELS;
        const end = (example + 1) * inputs;
        for (let to = example * inputs + channel; to < end; to += CHANNELS) values[to] = bytes[from++];
      }
    }
  }
  return {
    name: 'cifar10',
    examples,
    inputs,
    shape: { height: SIDE, width: SIDE, channels: CHANNELS },
    values,
    divisor: 255,
    labels,
    classes: CLASSES,
  };
}
