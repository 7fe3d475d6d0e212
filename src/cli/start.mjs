#!/usr/bin/env node
// Starts the command line with the compile cache on before the first TypeScript file is read: stripping its types then
// costs nothing from the second start on. What an older Node does not have is not imported by name, because that would
// end in a stack before the line that says what is wrong.
import * as nodeModule from 'node:module';
import process from 'node:process';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  const mend = 'install a newer one; in a checkout, npm ci brings it along';
  process.stderr.write(`Node: must be >= 22.18 (got ${process.versions.node}); ${mend}\n`);
  process.exit(2);
}
nodeModule.enableCompileCache();
await import('./main.ts');
