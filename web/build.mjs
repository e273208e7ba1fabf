// Builds dist/: graphiql.js, graphiql.css, one file for each worker, THIRD_PARTY.txt.
// File names are stable and no file refers to another host; the server embeds the folder.

import { rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { build } from 'esbuild';
import { thirdParty } from './third-party.mjs';

const OUT = 'dist';
// Every file that went into a bundle, for its license.
const inputs = [];

const common = {
  bundle: true,
  minify: true,
  metafile: true,
  outdir: OUT,
  target: 'es2022',
  charset: 'utf8',
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'eof',
  logLevel: 'warning',
};

// `import W from '….worker.js?worker'` gives a class whose instances run that file.
const worker = {
  name: 'worker',
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /\?worker$/ }, async ({ path, resolveDir, kind }) => {
      const file = await resolve(path.replace(/\?worker$/, ''), { resolveDir, kind });
      return { path: file.path, namespace: 'worker' };
    });
    onLoad({ filter: /./, namespace: 'worker' }, async ({ path }) => {
      const { metafile } = await build({ ...common, entryPoints: [path], format: 'iife' });
      inputs.push(...Object.keys(metafile.inputs));
      const name = JSON.stringify(`./${basename(path)}`);
      return {
        contents: `export default class extends Worker {
          constructor() { super(new URL(${name}, import.meta.url)); }
        }`,
      };
    });
  },
};

// Monaco's modules import style sheets that graphiql/style.css already holds.
const monacoStyles = {
  name: 'monaco-styles',
  setup({ onLoad }) {
    onLoad({ filter: /monaco-editor\/esm\/.*\.css$/ }, () => ({ contents: '', loader: 'empty' }));
  },
};

await rm(OUT, { recursive: true, force: true });
const page = await build({
  ...common,
  entryPoints: { graphiql: 'src/main.js' },
  format: 'esm',
  // Subscriptions over WebSocket are no part of the page.
  external: ['graphql-ws'],
  plugins: [worker, monacoStyles],
});
const style = await build({
  ...common,
  entryPoints: { graphiql: 'src/style.css' },
  loader: { '.ttf': 'dataurl', '.woff2': 'dataurl' },
});
for (const { metafile } of [page, style]) inputs.push(...Object.keys(metafile.inputs));
await writeFile(`${OUT}/THIRD_PARTY.txt`, await thirdParty(inputs));
