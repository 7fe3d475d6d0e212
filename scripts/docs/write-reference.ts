/** Writes docs/reference/cli.md; a test checks that it is what the code gives. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { commands } from '../../src/cli/commands.ts';
import { cliReference } from './cli-reference.ts';

const file = fileURLToPath(new URL('../../docs/reference/cli.md', import.meta.url));

/** The page as it is committed. */
export async function formattedReference(): Promise<string> {
  return await format(cliReference(commands), { ...(await resolveConfig(file)), parser: 'markdown' });
}

/** The page that is committed. */
export function committedReference(): string {
  return readFileSync(file, 'utf8');
}

if (import.meta.main) writeFileSync(file, await formattedReference());
