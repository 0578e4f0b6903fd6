import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { WasmFiles } from './processor';

/**
 * Where Node finds the binaries of tfjs's WebAssembly backend: in the installed package. One thread computes there, for
 * tfjs's threads need a browser's workers (its flag `WASM_HAS_MULTITHREAD_SUPPORT` is off in Node), and memory that our
 * own could share comes with them.
 */
export function nodeFiles(): WasmFiles {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm'));
  // The package's loader was made for CommonJS and takes these for granted.
  Object.assign(globalThis, { require, __dirname: folder });
  return `${folder}/`;
}
