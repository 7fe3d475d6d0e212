import path from 'node:path';
import { expect, test } from 'vitest';
import { bundledLicences } from '../../scripts/parser/bundled-licences.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { mkdirSync } from 'node:fs';

const { at, write } = temporaryFolder();

function licencesOf(files: readonly string[]): string {
  let text = '';
  const emitter = { emitFile: ({ source }: { readonly source: string }) => (text = source) };
  bundledLicences('licences.txt').generateBundle.call(emitter, null, {
    'bundle.mjs': { type: 'chunk', moduleIds: files },
    'bundle.css': { type: 'asset' },
  });
  return text;
}

function packageWith(name: string, files: Readonly<Record<string, string | object>>): string {
  const folder = path.join('node_modules', name);
  mkdirSync(at(folder), { recursive: true });
  for (const [file, content] of Object.entries(files)) write(path.join(folder, file), content);
  return at(folder);
}

test('the licences of a bundle are those of its packages, each once, with their notices', () => {
  const manifest = { name: '@scope/one', version: '1.2.3', license: 'Apache-2.0' };
  const one = packageWith('@scope/one', { 'package.json': manifest, LICENSE: 'terms\n', NOTICE: 'by one\n' });
  const two = packageWith('two', {
    'package.json': { name: 'two', version: '2.0.0', license: 'MIT' },
    'license.md': 'be kind',
  });
  const text = licencesOf([
    path.join(one, 'a.js'),
    path.join(one, 'lib/b.js'),
    at('own.ts'),
    path.join(two, 'c.js'),
  ]);
  expect(text).toMatch(
    /^@scope\/one 1\.2\.3: Apache-2\.0\n\nterms\n\nby one\n\n-+\n\ntwo 2\.0\.0: MIT\n\nbe kind\n$/,
  );
});

test('a package without a licence text stops the build', () => {
  const bare = packageWith('bare', { 'package.json': { name: 'bare', version: '1.0.0', license: 'MIT' } });
  expect(() => licencesOf([path.join(bare, 'index.js')])).toThrow('bare: has no licence text');
});
