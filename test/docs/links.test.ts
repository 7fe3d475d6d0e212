import { expect, test } from 'vitest';
import { anchors, localLinks } from '../../scripts/docs/markdown.ts';
import { brokenLinks, pages } from '../../scripts/docs/pages.ts';

test.each(pages())('every link of %s leads to a file and a heading', (page) => {
  expect(brokenLinks(page)).toEqual([]);
});

test('links are found in prose, images and HTML, but not in code', () => {
  const text = [
    'See [a](a.md), ![b](b.svg), [c](https://example.org) and `[d](d.md)`.',
    '<img src="e.svg" alt="e">',
    '```',
    '[f](f.md)',
    '```',
    '[g](g.md#h)',
  ].join('\n');
  expect(localLinks(text)).toEqual([
    { line: 1, target: 'a.md' },
    { line: 1, target: 'b.svg' },
    { line: 2, target: 'e.svg' },
    { line: 6, target: 'g.md#h' },
  ]);
});

test('headings get the anchors that GitHub gives them', () => {
  const text =
    '# What is solved, and how\n## JSON of `train`\n## w_inh ≥ 1\n```\n# no\n```\n## JSON of `train`\n';
  expect([...anchors(text)]).toEqual([
    'what-is-solved-and-how',
    'json-of-train',
    'w_inh--1',
    'json-of-train-1',
  ]);
});
