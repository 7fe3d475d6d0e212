/**
 * Packs this checkout, installs the tarball into an empty folder from the registry alone, and uses it there as a stranger would:
 * commands, the library, its types. With OTHER_NODE=PATH also under that Node. Ends with 1 at the first thing that is wrong.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { checkCommands } from './check-commands.ts';
import { checkContent } from './check-content.ts';
import { checkInstallation } from './check-installation.ts';
import { checkLibrary } from './check-library.ts';
import { checkStart } from './check-start.ts';
import { output, say } from './run-program.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'competing-units-package-'));
try {
  say('packing');
  output('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: checkout });
  const tarball = checkContent({ checkout, folder });
  const place = path.join(folder, 'installed');
  mkdirSync(place);
  checkInstallation(place, tarball);
  const other = process.env.OTHER_NODE ?? '';
  const nodes = [process.execPath, ...(other === '' ? [] : [other])];
  checkCommands({ checkout, place, nodes });
  checkLibrary({ checkout, place, nodes });
  checkStart(place);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
