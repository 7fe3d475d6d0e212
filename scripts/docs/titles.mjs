// A plugin of TypeDoc: a guide is called by its heading, not by its file, of which three are README.md. The first page has
// the name of the project above it, which is the heading of the README.
import { Converter } from 'typedoc';

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, document) => {
    const text = document.content.map((part) => part.text).join('');
    const heading = /^# +(.+)$/m.exec(text)?.[1];
    if (heading !== undefined) document.name = heading.replaceAll('`', '');
  });
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    const first = project.readme?.[0];
    if (first !== undefined) first.text = first.text.replace(/^# .+\n+/, '');
  });
}
