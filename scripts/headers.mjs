/** @file The headers of every answer of our servers. */

export const HEADERS = {
  // Pages are cross-origin isolated, so that WebAssembly may share memory among threads.
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  // A file is what its type says, and no other site shows the playground inside its own pages.
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "frame-ancestors 'self'",
};
