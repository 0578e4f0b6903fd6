/**
 * @file Vite's way to AssemblyScript: `import { plain, shared } from './index.ts?assembly'` compiles that program, and
 * `?assembly=relaxed` its build for engines with relaxed SIMD, which fuse multiplication and addition.
 */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { ROOT } from './install.mjs';

const QUERY = /\?assembly(=relaxed)?$/;
const OPTIONS = [
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--use',
  'abort=',
  '--enable',
  'simd',
  '--importMemory',
];
/** A module on memory that threads share has to say so; 65,536 pages of 64 KiB are all that there can be. */
const SHARED = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'];

const RELAXED = ['--enable', 'relaxed-simd'];

const compiled = new Map();

/**
 * A plugin for `vite.config.ts`, its workers included. The module that it makes exports the program as base64: `plain`
 * for memory of one thread, `shared` for memory of several.
 */
export function assemblyScript() {
  // Compiling takes seconds, in every build and every test runner; what came of the same sources is kept.
  let kept;
  return {
    name: 'assembly-script',
    enforce: 'pre',
    configResolved({ cacheDir }) {
      kept = join(cacheDir, 'assembly');
    },
    async load(id) {
      const query = QUERY.exec(id);
      if (query === null) return null;
      const path = id.slice(0, query.index);
      const options = query[1] === undefined ? OPTIONS : [...OPTIONS, ...RELAXED];
      const folder = dirname(path);
      for (const name of await readdir(folder)) this.addWatchFile(join(folder, name));
      const sources = await sourcesOf(folder);
      if (compiled.get(id)?.sources !== sources)
        compiled.set(id, { sources, program: keptOrCompiled(path, options, sources, kept) });
      const { plain, shared } = await compiled.get(id).program;
      return `export const plain = '${plain}';\nexport const shared = '${shared}';\n`;
    },
  };
}

async function sourcesOf(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort();
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
}

async function keptOrCompiled(path, options, sources, folder) {
  const compiler = createRequire(import.meta.url)('assemblyscript/package.json').version;
  const made = JSON.stringify([sources, options, SHARED, compiler]);
  const file = join(folder, `${createHash('sha256').update(made).digest('hex')}.json`);
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return JSON.parse(kept);
  const program = await compileBoth(path, options);
  await mkdir(folder, { recursive: true });
  // Another runner may write or read the same file now.
  await writeFile(`${file}.${process.pid}`, JSON.stringify(program));
  await rename(`${file}.${process.pid}`, file);
  return program;
}

async function compileBoth(path, options) {
  return { plain: await compile(path, options), shared: await compile(path, [...options, ...SHARED]) };
}

async function compile(path, options) {
  const { main } = await import('assemblyscript/asc');
  const output = {};
  const messages = [];
  const { error } = await main(
    [path, '--baseDir', ROOT, '--outFile', 'program.wasm', '--textFile', 'program.wat', ...options],
    {
      stderr: { write: (text) => messages.push(String(text)) },
      readFile: (name, base) => readFile(join(base, name), 'utf8').catch(() => null),
      listFiles: (name, base) => readdir(join(base, name)).catch(() => null),
      writeFile: (name, content) => void (output[name] = content),
    },
  );
  if (error) throw new Error(`${path} does not compile:\n${messages.join('')}`, { cause: error });
  // Its memory is tfjs's, whose contents data of our own would overwrite.
  if (/^\s*\(data /m.test(output['program.wat'])) throw new Error(`${path} needs data of its own in memory.`);
  return Buffer.from(output['program.wasm']).toString('base64');
}
