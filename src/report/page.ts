/**
 * A self-contained HTML page. Its Content-Security-Policy forbids every request, script and style but the one
 * style sheet of this package, known by its hash: even text that slipped past the escaping could not run or load anything.
 */
import { createHash } from 'node:crypto';
import { Markup, markup } from './markup.ts';
import type { Content } from './markup.ts';
import { reportStyle } from './style.ts';

const styleHash = createHash('sha256').update(reportStyle).digest('base64');
const policy = `default-src 'none'; img-src data:; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;

/** The whole document. */
export function htmlPage(title: string, body: Content): string {
  const style = new Markup(`<style>${reportStyle}</style>`);
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${style}
</head>
<body>
${body}
</body>
</html>
`.text;
}
