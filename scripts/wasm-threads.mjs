/** @file Lets the threads of tfjs's WebAssembly backend start from a bundle. */

const LOADER = /tfjs-backend-wasm-threaded-simd\.js$/;
const SCRIPT_FOLDER = /var _scriptDir = [^;]*;/;

/**
 * A plugin for `vite.config.ts`, its workers included. tfjs hands the text of its loader's inner function to its threads,
 * where the variable around it does not exist. The loader asks before it uses that variable, but a minifier that sees
 * it declared takes the question out; so the declaration goes.
 */
export function tfjsThreads() {
  return {
    name: 'tfjs-threads',
    transform(code, id) {
      if (!LOADER.test(id.split('?')[0])) return null;
      if (!SCRIPT_FOLDER.test(code)) throw new Error(`${id} is not as this plugin knows it.`);
      return { code: code.replace(SCRIPT_FOLDER, ''), map: null };
    },
  };
}
