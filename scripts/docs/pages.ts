/** All pages of the project, and what is wrong with their links. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { anchors, localLinks } from './markdown.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Markdown of the repository, relative to its root. */
export function pages(): string[] {
  return globSync(['*.md', 'docs/**/*.md', 'data/*.md', 'lab/*.md', 'examples/**/*.md'], { cwd: root })
    .filter((page) => !page.startsWith(path.join('docs', 'site')))
    .sort();
}

/** The text of a page. */
export function pageText(page: string): string {
  return readFileSync(path.join(root, page), 'utf8');
}

/** Links that lead nowhere, one line each, such as `README.md:12: docs/no.md: no such file`. */
export function brokenLinks(page: string): string[] {
  return localLinks(pageText(page)).flatMap(({ line, target }) => {
    const [place, ...anchor] = decodeURI(target).split('#');
    const file = place === '' ? page : path.join(path.dirname(page), place);
    const where = `${page}:${line}: ${target}`;
    if (!existsSync(path.join(root, file))) return [`${where}: no such file`];
    if (anchor.length === 0 || !file.endsWith('.md')) return [];
    if (statSync(path.join(root, file)).isDirectory()) return [`${where}: a folder has no headings`];
    return anchors(pageText(file)).has(anchor[0]) ? [] : [`${where}: no such heading`];
  });
}

if (import.meta.main) {
  const broken = pages().flatMap(brokenLinks);
  for (const line of broken) console.error(line);
  if (broken.length > 0) process.exit(1);
}
