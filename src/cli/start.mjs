#!/usr/bin/env node
// Starts the command line with the compile cache on before the first TypeScript file is read: stripping its types then
// costs nothing from the second start on.
import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./main.ts');
