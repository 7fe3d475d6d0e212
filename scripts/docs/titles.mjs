// A plugin of TypeDoc: a guide is called by its heading, not by its file, of which three are README.md.
import { Converter } from 'typedoc';

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, document) => {
    const text = document.content.map((part) => part.text).join('');
    const heading = /^# +(.+)$/m.exec(text)?.[1];
    if (heading !== undefined) document.name = heading.replaceAll('`', '');
  });
}
