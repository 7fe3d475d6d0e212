import path from 'node:path';
import { defineConfig } from 'vite';
import { singleFile } from './single-file.mjs';

const repository = path.dirname(import.meta.dirname);

export default defineConfig({
  root: import.meta.dirname,
  // For a person at this machine: nobody else can connect.
  server: { host: '127.0.0.1', fs: { allow: [repository] } },
  worker: { format: 'iife' },
  build: {
    outDir: path.join(repository, 'dist'),
    emptyOutDir: false,
    modulePreload: false,
    target: 'es2024',
    assetsInlineLimit: Infinity,
  },
  plugins: [singleFile()],
});
