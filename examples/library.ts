/** What `import … from 'competing-units'` means in this folder: the sources, without a build (see package.json beside it). */
export * from '../src/index.ts';
