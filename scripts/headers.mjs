/** @file The headers of every answer of our servers. */
import { POLICY } from './csp.mjs';

/** Pages are cross-origin isolated, so that WebAssembly may share memory among threads. */
export const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * Of the dev server, too, whose pages may do more than the policy allows: it replaces modules by inline scripts and inline
 * styles, and looks for changes over a socket.
 */
export const DEV_HEADERS = {
  ...ISOLATION,
  // An isolated page shows only files in its frames that say so.
  'Cross-Origin-Resource-Policy': 'cross-origin',
  // A file is what its type says.
  'X-Content-Type-Options': 'nosniff',
  // Pictures may come from the camera; nothing else of the machine is asked for.
  'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), display-capture=()',
};

/** Of the built page. */
export const HEADERS = { ...DEV_HEADERS, 'Content-Security-Policy': POLICY };
