/**
 * HTML and SVG text in which every interpolated string is escaped unless it is markup itself: a hostile data set
 * name or path stays text wherever it is put.
 */

/** Text that is markup already. Made by the tag below; by hand only from constants. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template. null is nothing; lists are joined. */
export type Content = string | number | null | Markup | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escaped for text and for quoted attributes. Control characters that HTML forbids become U+FFFD. */
function escapeText(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => entities[character])
    .replace(/[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}

function render(content: Content): string {
  if (content === null) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'string') return escapeText(content);
  if (typeof content === 'number') return String(content);
  return content.map(render).join('');
}

/** Template tag: the literal parts are markup, every interpolation is escaped. Attribute values must be quoted. */
export function markup(literals: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(literals.reduce((text, literal, i) => text + render(contents[i - 1] ?? null) + literal));
}
