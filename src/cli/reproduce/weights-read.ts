/** From which weights the readouts under a folder were made: a run folder of `readout` knows their path alone. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ArgumentError } from '../../errors.ts';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { readShaped } from '../../runs/json-file.ts';
import { dictionary, text } from '../../runs/json-shape.ts';
import type { Shape } from '../../runs/json-shape.ts';

const FILE = 'weights-read.json';

/** SHA-256 of the weights, by the name of the readout. */
type Checksums = Readonly<Record<string, string>>;

const checksumsShape: Shape<Checksums> = dictionary(text());

function readAll(root: string): Checksums {
  const file = path.join(root, FILE);
  return existsSync(file) ? readShaped(file, checksumsShape, 'restore it, or move its folder away') : {};
}

/**
 * Remembers the weights that a readout is about to read, or checks them where it has begun.
 * @throws ArgumentError when it began with other weights, or with ones not known
 */
export function checkWeightsRead(
  root: string,
  { name, weights, begun }: { readonly name: string; readonly weights: string; readonly begun: boolean },
): void {
  const checksum = createHash('sha256').update(readFileSync(weights)).digest('hex');
  const known = readAll(root);
  if (begun && known[name] !== checksum) {
    throw new ArgumentError(
      `${path.join(root, name)}: is not of the weights that are now in ${weights}; move that folder away`,
    );
  }
  if (known[name] === checksum) return;
  writeFileAtomic(path.join(root, FILE), `${JSON.stringify({ ...known, [name]: checksum }, null, 2)}\n`);
}
