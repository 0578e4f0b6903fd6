/** @file Bundles a command-line program, with every package inside but the native ones. */
import { build } from 'vite';
import { assemblyScript } from './assembly.mjs';
import { ROOT } from './install.mjs';

/** Native add-ons find their binaries beside themselves, so they stay outside the bundle. */
const NATIVE = ['sharp', 'webgpu'];

/** Writes `dist/cli/<name>.mjs` from the TypeScript `entry`; `outside` are packages that it finds when it needs them. */
export async function buildProgram(name, entry, outside = []) {
  const external = [...NATIVE, ...outside];
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    plugins: [assemblyScript()],
    // One copy of every package, from its ES modules.
    ssr: { noExternal: true, external, resolve: { mainFields: ['module', 'main'] } },
    build: {
      ssr: entry,
      target: 'node20',
      outDir: 'dist/cli',
      emptyOutDir: false,
      sourcemap: true,
      // How long compiling AssemblyScript takes is no warning to whoever runs the program.
      rollupOptions: {
        external,
        checks: { bundlerTimings: false },
        output: { entryFileNames: `${name}.mjs`, codeSplitting: false },
      },
    },
  });
}
