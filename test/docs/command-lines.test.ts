import { expect, test } from 'vitest';
import { shellCommands } from '../../scripts/docs/markdown.ts';
import { pages, pageText } from '../../scripts/docs/pages.ts';
import { commands } from '../../src/cli/commands.ts';
import { flagSource, resolve } from '../../src/cli/options/resolve.ts';
import { parseArguments } from '../../src/cli/parse.ts';

/** What the program says against the words, or null. Nothing is run, so files need not exist. */
async function complaint(words: readonly string[]): Promise<string | null> {
  try {
    const invocation = await parseArguments(words, commands);
    if (!('text' in invocation)) resolve(invocation.command.options, [flagSource(invocation.flags)]);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test.each(pages())('every command line in %s is one that the program takes', async (page) => {
  const complaints: string[] = [];
  for (const { line, words } of shellCommands(pageText(page))) {
    // Upper case, brackets and dots stand for what the reader fills in.
    if (words.some((word) => /[[\]…]/.test(word) || ['COMMAND', 'OPTION'].includes(word))) continue;
    const said = await complaint(words);
    if (said !== null) complaints.push(`${page}:${line}: ${words.join(' ')}: ${said}`);
  }
  expect(complaints).toEqual([]);
});

test('a wrong option in a page is found', async () => {
  const [{ words }] = shellCommands('```sh\nnpm run -s cli -- train --hiden 5 # typing error\n```\n');
  expect(words).toEqual(['train', '--hiden', '5']);
  expect(await complaint(words)).toMatch(/--hiden/);
});

test('commands are found behind prompts, over several lines and with quotes', () => {
  const text = [
    '```sh',
    '$ competing-units sweep results s.yaml --where "inhibition > 0.9" \\',
    "    --sort 'a b' > file",
    'npm start -- --out=my\\run | tee log',
    'cat file',
    '```',
    'competing-units train --no',
  ].join('\n');
  expect(shellCommands(text)).toEqual([
    { line: 2, words: ['sweep', 'results', 's.yaml', '--where', 'inhibition > 0.9', '--sort', 'a b'] },
    { line: 4, words: ['train', '--compare', '--out=my\\run'] },
  ]);
});
