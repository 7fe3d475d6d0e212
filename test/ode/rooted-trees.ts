/** Rooted trees, the index set of the order conditions: Hairer, Nørsett, Wanner I, section II.2. */

/** A tree is the list of the trees that hang from its root. */
export type Tree = readonly Tree[];

/** ρ(t): number of nodes. */
export function order(tree: Tree): number {
  return tree.reduce((sum, child) => sum + order(child), 1);
}

/** γ(t): ρ(t) times the densities of the children. */
export function density(tree: Tree): number {
  return tree.reduce((product, child) => product * density(child), order(tree));
}

/** Forests of `nodes` nodes whose trees do not come after `limit` in `trees`, as multisets. */
function forests(nodes: number, trees: readonly Tree[], limit: number): Tree[][] {
  if (nodes === 0) return [[]];
  return trees.slice(0, limit).flatMap((tree, i) => {
    const rest = nodes - order(tree);
    return rest < 0 ? [] : forests(rest, trees, i + 1).map((forest) => [tree, ...forest]);
  });
}

/** All trees with at most `most` nodes: 1, 2, 4, 8, 17 of them. */
export function treesUpTo(most: number): readonly Tree[] {
  const trees: Tree[] = [];
  for (let nodes = 1; nodes <= most; nodes++) trees.push(...forests(nodes - 1, trees, trees.length));
  return trees;
}

/** Φ_i(t) for every stage: the product over the children of Σ_j a_ij Φ_j(child). */
export function stageWeights(tree: Tree, a: readonly (readonly number[])[]): number[] {
  const children = tree.map((child) => stageWeights(child, a));
  return a.map((row) =>
    children.reduce((product, child) => product * row.reduce((sum, aij, j) => sum + aij * child[j], 0), 1),
  );
}
