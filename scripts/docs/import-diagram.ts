/**
 * Writes the diagram of imports into CONTRIBUTING.md; a test checks that it is what the code gives.
 *
 * From every folder of `src` an arrow leads to those that its files import, type imports included. Arrows that a longer way
 * leads along as well are left out (transitive reduction), which is possible because imports run one way.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const file = path.join(root, 'CONTRIBUTING.md');

/** Static, type and dynamic imports of relative paths. */
const IMPORT = /(?:\bfrom|\bimport\(|\bimport)\s*'(\.[^']+)'/g;

/** Folders, or files that lie in `src` itself, that each imports. */
export type ImportGraph = ReadonlyMap<string, ReadonlySet<string>>;

function partOf(place: string): string {
  return path.relative(path.join(root, 'src'), place).split(path.sep)[0].replace(/\.ts$/, '');
}

/** Imports between the folders of `src`. */
export function importGraph(): ImportGraph {
  const graph = new Map<string, Set<string>>();
  for (const source of globSync('src/**/*.ts', { cwd: root })) {
    const place = path.join(root, source);
    const from = partOf(place);
    const targets = graph.get(from) ?? new Set<string>();
    graph.set(from, targets);
    for (const [, target] of readFileSync(place, 'utf8').matchAll(IMPORT)) {
      const to = partOf(path.join(path.dirname(place), target));
      if (to !== from && !to.startsWith('..')) targets.add(to);
    }
  }
  return graph;
}

/** Whether a way leads from one to the other. Ends only where no imports run in a circle. */
function leads(graph: ImportGraph, from: string, to: string): boolean {
  return [...(graph.get(from) ?? [])].some((next) => next === to || leads(graph, next, to));
}

/** Pairs [from, to] without those that another way leads along, sorted. */
export function arrows(graph: ImportGraph): readonly (readonly [string, string])[] {
  return [...graph.keys()].sort().flatMap((from) => {
    const targets = [...(graph.get(from) ?? [])].sort();
    const direct = targets.filter((to) => !targets.some((other) => other !== to && leads(graph, other, to)));
    return direct.map((to) => [from, to] as const);
  });
}

const BLOCK = /```mermaid\n[^`]*```/;

/** CONTRIBUTING.md as it is committed. */
export function committedGuide(): string {
  return readFileSync(file, 'utf8');
}

/** The same with the diagram that the code gives. */
export function guideWithDiagram(): string {
  const lines = arrows(importGraph()).map(([from, to]) => `  ${from} --> ${to}`);
  return committedGuide().replace(BLOCK, ['```mermaid', 'flowchart TD', ...lines, '```'].join('\n'));
}

if (import.meta.main) writeFileSync(file, guideWithDiagram());
