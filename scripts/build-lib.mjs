/**
 * @file Builds `dist/lib`, the engine as a module for anyone's page or for Node: one build for either, the types, and a
 * `package.json` that tells which is which.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemblyScript } from './assembly.mjs';
import { ensureInstalled, ROOT } from './install.mjs';
import { packageChanges } from './package-changes.mjs';
import { BUILD_SOURCES, isStale } from './stale.mjs';
import { stamp } from './stamp.mjs';

const OUTPUT = join(ROOT, 'dist/lib');
/** Written last: it says that the others are there. */
const MANIFEST = 'dist/lib/package.json';
/** Its binaries are found in the installed package. */
const PROCESSOR = '@tensorflow/tfjs-backend-wasm';

/** One of the builds; `more` stands beside its options. */
async function bundle(entry, options, more = {}) {
  const { build } = await import('vite');
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    base: './',
    plugins: [assemblyScript(), packageChanges(), stamp()],
    worker: { format: 'es', plugins: () => [assemblyScript(), packageChanges()] },
    ...more,
    build: {
      outDir: OUTPUT,
      emptyOutDir: false,
      copyPublicDir: false,
      chunkSizeWarningLimit: 4000,
      rollupOptions: {
        checks: { bundlerTimings: false },
        input: { [entry]: join(ROOT, `src/lib/${entry}.ts`) },
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
      ...options,
    },
  });
}

/** What the types of the public files are; what is internal is left out. */
async function writeTypes() {
  const { default: ts } = await import('typescript');
  for (const [name, source] of [
    ['index', 'page'],
    ['types', 'types'],
    ['embed', 'embed'],
  ]) {
    const { outputText } = ts.transpileDeclaration(readFileSync(join(ROOT, `src/lib/${source}.ts`), 'utf8'), {
      compilerOptions: { target: 'es2022', module: 'esnext', stripInternal: true },
    });
    writeFileSync(join(OUTPUT, `${name}.d.ts`), outputText);
  }
}

function writeManifest() {
  const { version, license, dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const manifest = {
    name: 'vicregl',
    version,
    license,
    type: 'module',
    exports: { '.': { types: './index.d.ts', node: './node.js', default: './page.js' } },
    main: './node.js',
    browser: './page.js',
    types: './index.d.ts',
    dependencies: { [PROCESSOR]: dependencies[PROCESSOR] },
  };
  writeFileSync(join(ROOT, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}

ensureInstalled();
if (isStale(MANIFEST, BUILD_SOURCES)) {
  rmSync(OUTPUT, { recursive: true, force: true });
  await bundle('page', { target: 'es2022' });
  await bundle(
    'node',
    { ssr: true, target: 'node20' },
    { ssr: { noExternal: true, resolve: { mainFields: ['module', 'main'] } } },
  );
  await writeTypes();
  writeManifest();
}
