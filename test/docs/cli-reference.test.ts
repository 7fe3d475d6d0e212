import { expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { optionName } from '../../src/cli/options/table.ts';
import { committedReference, formattedReference } from '../../scripts/docs/write-reference.ts';

test('the committed reference of the command line is what the option tables give (else: npm run docs)', async () => {
  expect(committedReference()).toBe(await formattedReference());
});

test('the reference has a heading for every command and a row for every option', () => {
  const text = committedReference();
  const sections = new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.slice(0, section.indexOf('\n')), section]),
  );
  expect([...sections.keys()]).toEqual(commands.map(({ name }) => name));
  const common = text.slice(0, text.indexOf('\n## '));
  for (const { name, options } of commands) {
    for (const [key, option] of Object.entries(options)) {
      const row = option.positional ? `| \`${key.toUpperCase()}\`` : `| \`--${optionName(key)}\``;
      expect(`${sections.get(name)}${common}`, `${name} ${key}`).toContain(row);
    }
  }
});
