/** A plugin of a build: the licences of bundled packages, beside the bundle. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What the build tells of a bundle: the files in each of its chunks. */
type Bundle = Readonly<Record<string, { readonly type: string; readonly moduleIds?: readonly string[] }>>;

/** The part of the build's interface that is used. */
interface Emitter {
  readonly emitFile: (file: { type: 'asset'; fileName: string; source: string }) => unknown;
}

/** The folder of the package that a file belongs to; null for files of this one. */
function packageOf(file: string): string | null {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file.replaceAll('\\', '/'))?.[0] ?? null;
}

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license: string;
  };
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
  if (texts.length === 0) throw new Error(`${name}: has no licence text to go with its code`);
  return [`${name} ${version}: ${license}`, ...texts].join('\n\n');
}

/**
 * The plugin.
 * @param fileName of the licences, in the folder of the build
 */
export function bundledLicences(fileName: string): {
  readonly name: string;
  readonly generateBundle: (this: Emitter, options: unknown, bundle: Bundle) => void;
} {
  return {
    name: 'bundled-licences',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
      const folders = new Set(files.map(packageOf).filter((folder) => folder !== null && existsSync(folder)));
      const texts = [...folders].sort().map((folder) => licenceOf(String(folder)));
      this.emitFile({ type: 'asset', fileName, source: `${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n` });
    },
  };
}
