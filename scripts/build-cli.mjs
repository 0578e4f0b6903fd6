/** @file Bundles the command-line programs, with every package inside but the native ones. */
import { readdirSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { assemblyScript } from './assembly.mjs';
import { ROOT } from './install.mjs';
import { stamp } from './stamp.mjs';
import { BUILD_SOURCES, isStale } from './stale.mjs';

/** Native add-ons find their binaries beside themselves, so they stay outside the bundle. */
const NATIVE = ['sharp', 'webgpu'];

const OUTPUT = 'dist/cli';

/**
 * Builds `dist/cli/<name>.mjs` from the TypeScript `entry` where it is older than its sources.
 * @param sources of its own, beside those of everything.
 * @param outside packages that the program finds when it needs them.
 * @returns the program's path.
 */
export async function ensureProgram(name, entry, { sources = [], outside = [] } = {}) {
  const program = `${OUTPUT}/${name}.mjs`;
  if (isStale(program, [...BUILD_SOURCES, ...sources])) await buildProgram(name, entry, outside);
  return join(ROOT, program);
}

/** Builds aside and then moves, so that a build that is cut off, or another one at the same time, leaves a whole program. */
async function buildProgram(name, entry, outside) {
  const folder = join(ROOT, OUTPUT);
  const aside = join(folder, `building-${process.pid}`);
  // What changes while it is built is newer than the program.
  const begun = new Date();
  try {
    await bundle(name, entry, outside, aside);
    for (const file of readdirSync(aside)) {
      utimesSync(join(aside, file), begun, begun);
      renameSync(join(aside, file), join(folder, file));
    }
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

async function bundle(name, entry, outside, outDir) {
  const external = [...NATIVE, ...outside];
  const { build } = await import('vite');
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    plugins: [assemblyScript(), stamp()],
    // One copy of every package, from its ES modules.
    ssr: { noExternal: true, external, resolve: { mainFields: ['module', 'main'] } },
    build: {
      ssr: entry,
      target: 'node20',
      outDir,
      copyPublicDir: false,
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
