/** @file How our servers serve pages: cross-origin isolated, so that WebAssembly may share memory among threads. */

/** Headers of every answer. */
export const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
