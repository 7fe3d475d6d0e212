/**
 * A self-contained HTML page. Its Content-Security-Policy forbids every request, and every script and style but those of
 * this package, known by their hashes: even text that slipped past the escaping could not run or load anything.
 */
import { createHash } from 'node:crypto';
import { chartValues } from './behaviour/chart-values.ts';
import { tileLens } from './behaviour/tile-lens.ts';
import { Markup, markup } from './markup.ts';
import type { Content } from './markup.ts';
import { reportStyle } from './style.ts';

/** What a kind of report adds to what all have. */
interface PageAdditions {
  readonly style?: string;
  readonly behaviours?: readonly (() => void)[];
}

/** The functions refer to nothing outside themselves, so their text is all that the page needs. */
function scriptOf(behaviours: readonly (() => void)[]): string {
  return behaviours.map((behaviour) => `(${behaviour.toString()})();`).join('\n');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function policyOf(style: string, script: string): string {
  return [
    "default-src 'none'",
    'img-src data:',
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** The end of every report. */
export const pageFooter: Markup = markup`<footer>Made by competing-units. This file is complete in itself and loads nothing.</footer>`;

/** The whole document. */
export function htmlPage(
  title: string,
  body: Content,
  { style: added = '', behaviours = [] }: PageAdditions = {},
): string {
  const style = reportStyle + added;
  const script = scriptOf([chartValues, tileLens, ...behaviours]);
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${new Markup(`<style>${style}</style>`)}
</head>
<body>
${body}
${new Markup(`<script>${script}</script>`)}
</body>
</html>
`.text;
}
