import { expect, test } from 'vitest';
import { arrows, committedGuide, guideWithDiagram, importGraph } from '../../scripts/docs/import-diagram.ts';

test('the diagram of imports is what the code gives (else: node scripts/docs/import-diagram.ts)', () => {
  expect(committedGuide()).toBe(guideWithDiagram());
});

test('the diagram has an arrow from every folder but errors, none that a longer way makes needless', () => {
  const graph = importGraph();
  const from = new Set(arrows(graph).map(([folder]) => folder));
  expect([...graph.keys()].filter((folder) => !from.has(folder))).toEqual(['errors']);
  const small = new Map([
    ['a', new Set(['b', 'c'])],
    ['b', new Set(['c'])],
    ['c', new Set<string>()],
  ]);
  expect(arrows(small)).toEqual([
    ['a', 'b'],
    ['b', 'c'],
  ]);
});
