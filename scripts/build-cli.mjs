/** @file Bundles a command-line program, with every package inside but the native ones. */
import { build } from 'vite';
import { ROOT } from './install.mjs';

/** Native add-ons find their binaries beside themselves, so they stay outside the bundle. */
const NATIVE = ['sharp', 'webgpu'];

/** Writes `dist/cli/<name>.mjs` from the TypeScript `entry`. */
export async function buildProgram(name, entry) {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    // One copy of every package, from its ES modules.
    ssr: { noExternal: true, external: NATIVE, resolve: { mainFields: ['module', 'main'] } },
    build: {
      ssr: entry,
      target: 'node20',
      outDir: 'dist/cli',
      emptyOutDir: false,
      sourcemap: true,
      rollupOptions: { external: NATIVE, output: { entryFileNames: `${name}.mjs`, codeSplitting: false } },
    },
  });
}
