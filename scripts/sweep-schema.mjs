// Writes docs/sweep.schema.json, the JSON Schema of sweep files, from src/sweeps/sweep-file.ts.
// A test checks that the two agree.
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { sweepJsonSchema } from '../src/sweeps/sweep-file.ts';

const target = new URL('../docs/sweep.schema.json', import.meta.url);
writeFileSync(target, await format(JSON.stringify(sweepJsonSchema()), { parser: 'json', printWidth: 110 }));
