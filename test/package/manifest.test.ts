import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const checkout = path.resolve(import.meta.dirname, '../..');

interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const text = (name: string): string => readFileSync(path.join(checkout, name), 'utf8');
const manifest = JSON.parse(text('package.json')) as Manifest;

/** Packages that the sources import, types aside. */
function imported(): Set<string> {
  const files = readdirSync(path.join(checkout, 'src'), { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => /\.(ts|mjs)$/.test(file) && !file.includes('assembly'));
  const names = sources.flatMap((file) =>
    [
      ...text(path.join('src', file)).matchAll(
        /^(?!import type|export type|\s*\*).*(?:from |import\(|require\()'([^'.][^']*)'/gm,
      ),
    ].map(([, name]) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? ''),
  );
  return new Set(names.filter((name) => !isBuiltin(name)));
}

test('every package that the sources import comes with this one, or is named as optional', () => {
  const { dependencies, optionalDependencies, peerDependencies } = manifest;
  const names = imported();
  expect(names).toContain('yargs');
  expect(names).toContain('pg-boss');
  const known = { ...dependencies, ...optionalDependencies, ...peerDependencies };
  expect([...names].filter((name) => !(name in known))).toEqual([]);
});

test('what the package points to is what the build writes from the sources', () => {
  const served = Object.values(manifest.exports).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  );
  const built = [...Object.values(manifest.bin), ...served].filter((file) => file.includes('dist/'));
  const sources = built.map((file) => file.replace(/^(\.\/)?dist\//, 'src/').replace(/\.d\.mts$/, '.mjs'));
  expect(sources.length).toBeGreaterThan(2);
  for (const source of sources) {
    const exists = [source, source.replace(/\.mjs$/, '.ts')].some((file) =>
      existsSync(path.join(checkout, file)),
    );
    expect(exists, source).toBe(true);
  }
});

test('CITATION.cff has what its format 1.2.0 requires, for this version and licence', () => {
  const citation = parse(text('CITATION.cff')) as Record<string, unknown>;
  expect(citation).toMatchObject({
    'cff-version': '1.2.0',
    title: 'competing-units',
    version: manifest.version,
    license: manifest.license,
    authors: [{ name: 'The competing-units authors' }],
    references: [{ type: 'article', doi: '10.1073/pnas.1820458116', year: 2019 }],
  });
  expect(citation.message).toEqual(expect.any(String));
  // Keys of schema.json of the format, version 1.2.0.
  const allowed =
    /^(abstract|authors|cff-version|commit|contact|date-released|doi|identifiers|keywords|license|license-url|message|preferred-citation|references|repository|repository-artifact|repository-code|title|type|url|version)$/;
  for (const key of Object.keys(citation)) expect(key).toMatch(allowed);
});

test('the licence is MIT, in the manifest and in full', () => {
  expect(manifest.license).toBe('MIT');
  const licence = text('LICENSE').replaceAll(/\s+/g, ' ');
  expect(licence).toMatch(
    /^MIT License Copyright \(c\) \d{4} .* Permission is hereby granted, free of charge,/,
  );
  expect(licence).toContain('THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND');
});
