/** Writes a run: results.json, drawings, and the generated part of README.md where there is one. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { plots } from './plots.ts';
import type { Results } from './results.ts';
import { markdownText } from './tables.ts';

const BEGIN = '<!-- begin: written by npm run bench -->';
const END = '<!-- end: written by npm run bench -->';

/** The text with what stands between the markers replaced. */
export function replaceGenerated(text: string, generated: string): string {
  const from = text.indexOf(BEGIN);
  const to = text.indexOf(END);
  if (from < 0 || to < from) throw new Error(`README.md: must hold the lines ${BEGIN} and ${END}`);
  return `${text.slice(0, from + BEGIN.length)}\n\n${generated}\n${text.slice(to)}`;
}

async function writeFormatted(file: string, text: string): Promise<void> {
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}

/** Writes all files of a run into `folder`. */
export async function publish(results: Results, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await writeFormatted(path.join(folder, 'results.json'), JSON.stringify(results));
  const drawings = plots(results);
  for (const [name, svg] of drawings) writeFileSync(path.join(folder, name), svg);
  const readme = path.join(folder, 'README.md');
  if (!existsSync(readme)) return;
  const pictures = [...drawings.keys()].map((name) => `![${path.parse(name).name}](${name})`);
  const generated = `${markdownText(results)}\n## Drawings\n\n${pictures.join('\n\n')}\n`;
  await writeFormatted(readme, replaceGenerated(readFileSync(readme, 'utf8'), generated));
}
