/** @file What the built page may load and run: its Content-Security-Policy, for the page itself and for our servers. */

/** The hash of nothing: plotly.js puts in an empty style element, and fills it by `insertRule`, which needs no leave. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

const DIRECTIVES = [
  "default-src 'none'",
  // The processor trains by WebAssembly; no text becomes JavaScript.
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  // What an installed page is called, and its icons.
  "manifest-src 'self'",
  `style-src 'self' ${EMPTY_STYLE}`,
  // Plots become pictures by way of addresses that name their content, or hold it; neither leaves the machine.
  "img-src 'self' blob: data:",
  // Those of formulas.
  "font-src 'self'",
  // Readers of TIFF fetch their WebAssembly from an address that holds it.
  "connect-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  // `src/trustedTypes.ts` is the one policy, and there can be no other.
  "require-trusted-types-for 'script'",
  'trusted-types default',
];

/**
 * The policy, for the page itself and for every file of a server: workers have no other. Nothing is said of who may show
 * the page in a frame (`frame-ancestors`): anyone may, for it has no accounts and no secrets.
 */
export const POLICY = DIRECTIVES.join('; ');

/** A plugin for `vite.config.ts` that writes the policy into the pages of a build. The dev server's pages run inline scripts. */
export function contentPolicy() {
  return {
    name: 'content-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}
