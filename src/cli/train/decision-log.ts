/** `decisions.jsonl`: what a compared run decides on the sample at the end of each epoch, a line for each. */
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { createInterface } from 'node:readline';
import type { EpochAgreement } from '../../experiments/comparison-types.ts';
import type { EpochDecisions } from '../../experiments/decisions.ts';
import { decisionAgreement } from '../../experiments/decisions.ts';

const NEWLINE = 0x0a;

/**
 * Cuts off what lies beyond an epoch: a run that goes on from its checkpoint writes those lines again, and a line may be
 * torn where the process died.
 */
export function cutDecisions(file: string, lastEpoch: number): void {
  if (!existsSync(file)) return;
  const bytes = readFileSync(file);
  let end = 0;
  for (let next = bytes.indexOf(NEWLINE); next >= 0; next = bytes.indexOf(NEWLINE, end)) {
    const { epoch } = JSON.parse(bytes.toString('utf8', end, next)) as EpochDecisions;
    if (epoch > lastEpoch) break;
    end = next + 1;
  }
  truncateSync(file, end);
}

/** Appends a line; it is on disk before the checkpoint that it belongs to. */
export function appendDecisions(file: string, decisions: EpochDecisions): void {
  const descriptor = openSync(file, 'a');
  try {
    const line = Buffer.from(`${JSON.stringify(decisions)}\n`);
    for (let at = 0; at < line.length;) at += writeSync(descriptor, line, at);
    fsyncSync(descriptor);
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
    for await (const line of createInterface({ input })) yield JSON.parse(line) as EpochDecisions;
  } finally {
    input.destroy();
  }
}
