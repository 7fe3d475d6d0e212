import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markup } from '../../src/report/markup.ts';

describe('markup', () => {
  it('escapes what is interpolated and keeps what is written', () => {
    expect(markup`<p title="${'"\''}">${'<b> & </b>'}</p>`.text).toBe(
      '<p title="&quot;&#39;">&lt;b&gt; &amp; &lt;/b&gt;</p>',
    );
  });

  it('nests markup, joins lists and leaves null out', () => {
    const items = ['a', '<', 3].map((item) => markup`<li>${item}</li>`);
    expect(markup`<ul>${items}</ul>${null}`.text).toBe('<ul><li>a</li><li>&lt;</li><li>3</li></ul>');
  });

  it('lets no text open a tag, an entity or a quote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = markup`${text}`.text;
        expect(escaped).not.toMatch(/[<>"']/);
        expect(escaped.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
      }),
      { seed: 1 },
    );
  });

  it('replaces control characters that HTML forbids', () => {
    expect(markup`${'a\u0000b\u001bc\nd'}`.text).toBe('a\ufffdb\ufffdc\nd');
  });
});
