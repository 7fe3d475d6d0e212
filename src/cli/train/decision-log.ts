/** `decisions.jsonl`: what a compared run decides on the sample at the end of each epoch, a line for each. */
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  truncateSync,
} from 'node:fs';
import { createInterface } from 'node:readline';
import { DataFormatError } from '../../errors.ts';
import type { EpochAgreement } from '../../experiments/comparison-types.ts';
import type { EpochDecisions } from '../../experiments/decisions.ts';
import { decisionAgreement } from '../../experiments/decisions.ts';
import { naming, writeAll } from '../../runs/atomic-file.ts';
import { parseShaped } from '../../runs/json-file.ts';
import { list, number, record } from '../../runs/json-shape.ts';

const NEWLINE = 0x0a;

const units = list(list(number));
const shape = record<EpochDecisions>({
  epoch: number,
  winners: list(number),
  hebbian: units,
  antiHebbian: units,
});

/**
 * Cuts off what lies beyond an epoch: a run that goes on from its checkpoint writes those lines again, and a line may be
 * torn where the process died.
 * @returns the last epoch that is left; 0 where there is none
 * @throws DataFormatError when a line before is damaged
 */
export function cutDecisions(file: string, lastEpoch: number): number {
  if (!existsSync(file)) return 0;
  const bytes = readFileSync(file);
  let end = 0;
  let last = 0;
  for (let next = bytes.indexOf(NEWLINE); next >= 0; next = bytes.indexOf(NEWLINE, end)) {
    const { epoch } = decisionsOf(file, bytes.toString('utf8', end, next), last + 1);
    if (epoch > lastEpoch) break;
    last = epoch;
    end = next + 1;
  }
  truncateSync(file, end);
  return last;
}

function decisionsOf(file: string, line: string, place: number): EpochDecisions {
  return parseShaped(
    line,
    shape,
    (fault) =>
      new DataFormatError(
        `${file}: line ${place} is damaged (${fault}); start the run anew in another folder`,
      ),
  );
}

/** Appends a line; it is on disk before the checkpoint that it belongs to. */
export function appendDecisions(file: string, decisions: EpochDecisions): void {
  const descriptor = openSync(file, 'a');
  try {
    naming(file, () => {
      writeAll(descriptor, Buffer.from(`${JSON.stringify(decisions)}\n`));
      fsyncSync(descriptor);
    });
  } finally {
    closeSync(descriptor);
  }
}

/** Agreement of two runs at the end of every epoch that both files have. */
export async function epochAgreement(firstFile: string, secondFile: string): Promise<EpochAgreement[]> {
  const second = readDecisions(secondFile);
  const found: EpochAgreement[] = [];
  let other = await second.next();
  for await (const own of readDecisions(firstFile)) {
    while (other.done !== true && other.value.epoch < own.epoch) other = await second.next();
    if (other.done === true) break;
    if (other.value.epoch !== own.epoch) continue;
    found.push({ epoch: own.epoch, ...decisionAgreement(own, other.value) });
  }
  await second.return(undefined);
  return found;
}

async function* readDecisions(file: string): AsyncGenerator<EpochDecisions, void, undefined> {
  if (!existsSync(file)) return;
  const input = createReadStream(file);
  try {
    let place = 0;
    for await (const line of createInterface({ input })) yield decisionsOf(file, line, ++place);
  } finally {
    input.destroy();
  }
}
