/** A figure of the report: a drawing, its title and a caption that says what to look for. */
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';

export interface Figure {
  /** Unique on the page, a valid HTML id. */
  readonly id: string;
  readonly title: string;
  readonly drawing: Content;
  /** A sentence or a few. */
  readonly caption: Content;
}

/** As HTML. */
export function renderFigure({ id, title, drawing, caption }: Figure): Markup {
  return markup`<figure id="${id}">
<div class="drawing">${drawing}</div>
<figcaption><strong>${title}.</strong> ${caption}</figcaption>
</figure>
`;
}
