/** @file The service worker of a build: which files the build has, and the hash of each. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';

const WORKER = 'service-worker.js';
/** What the program consists of. All else (recorded runs, older formats of fonts) is kept when it is asked for. */
const PROGRAM = /\.(html|js|css|wasm|woff2|svg|png|webmanifest)$/;

const withSlashes = (path) => path.split(sep).join('/');
const sha256 = (bytes, encoding) => createHash('sha256').update(bytes).digest(encoding);

/** Every file of the built site in a folder, as `src/offline/build.ts` has it. */
export async function buildIn(folder) {
  const files = {};
  for (const path of (await readdir(folder, { recursive: true })).map(withSlashes).sort()) {
    if (path === WORKER || (await stat(join(folder, path))).isDirectory()) continue;
    const integrity = `sha256-${sha256(await readFile(join(folder, path)), 'base64')}`;
    // Some hosts answer the file's own name with a redirection, which no page can be.
    files[path === 'index.html' ? '' : path] = integrity;
  }
  const onUse = Object.keys(files).filter((path) => path !== '' && !PROGRAM.test(path));
  return { id: sha256(JSON.stringify(files), 'hex').slice(0, 16), files, onUse };
}

/** A plugin for `vite.config.ts` that gives a build its service worker. The dev server has none. */
export function offline() {
  let folder;
  return {
    name: 'offline',
    apply: 'build',
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir);
    },
    buildStart() {
      this.emitFile({ type: 'chunk', id: resolve('src/offline/serviceWorker.ts'), fileName: WORKER });
    },
    // The list is known once all other files are written.
    writeBundle: {
      order: 'post',
      async handler() {
        const path = join(folder, WORKER);
        const build = await buildIn(folder);
        await writeFile(path, `const __BUILD__ = ${JSON.stringify(build)};\n${await readFile(path, 'utf8')}`);
      },
    },
  };
}
