// A plugin of TypeDoc: a guide is called by its heading, not by its file, of which three are README.md.
import { Converter } from 'typedoc';

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, document) => {
    const [first] = document.content;
    const heading = /^# +(.+)$/m.exec(first?.kind === 'text' ? first.text : '')?.[1];
    if (heading !== undefined) document.name = heading.replaceAll('`', '');
  });
}
