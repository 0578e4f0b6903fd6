/**
 * @file What may become HTML or a program by way of text, where the browser asks: the page's policy has it ask (see
 * `scripts/csp.mjs`). The page and every worker that starts others import this first.
 */

/** The part that is used of an interface which TypeScript's library lacks, and older browsers too. */
interface PolicyFactory {
  createPolicy(name: string, rules: PolicyRules): unknown;
}

/** Each gives what may be used, or `null` to refuse; what has no rule is refused. */
interface PolicyRules {
  readonly createHTML: (text: string) => string | null;
  readonly createScriptURL: (address: string, type: string, sink: string) => string | null;
}

/** Text that cannot hold an element: plotly.js turns entities into characters by way of HTML. */
function plainText(text: string): string | null {
  return text.includes('<') ? null : text;
}

/** How browsers call what takes the program of a worker, of a service worker too. */
const WORKER_SINKS = ['Worker constructor', 'ServiceWorkerContainer register'];

/** Our own files, and only for a worker. An address of a blob has our origin too, but begins otherwise. */
function ownWorker(address: string, _: string, sink: string): string | null {
  const { origin, href } = globalThis.location;
  const own = new URL(address, href).href.startsWith(`${origin}/`);
  return own && WORKER_SINKS.includes(sink) ? address : null;
}

const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
trustedTypes?.createPolicy('default', { createHTML: plainText, createScriptURL: ownWorker });
