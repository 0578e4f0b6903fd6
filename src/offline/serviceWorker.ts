import type { Build } from './build';
import { createSiteKeeper } from './siteKeeper';

/** @file The service worker of the built site: it answers with the files of its own build, so that the page opens offline. */

/** Written before this program by `scripts/offline.mjs`. */
declare const __BUILD__: Build;

/** The part that is used of a scope whose types exclude those of a page. */
interface ServiceWorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: LastingEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchingEvent) => void): void;
  addEventListener(type: 'message', listener: () => void): void;
}

interface LastingEvent {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchingEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

const scope = globalThis as unknown as ServiceWorkerScope;
const keeper = createSiteKeeper({
  caches,
  fetch: (request) => fetch(request),
  root: scope.registration.scope,
  build: __BUILD__,
});

scope.addEventListener('install', (event) => event.waitUntil(keeper.keep()));
// The page of a first visit is offline from then on, too.
scope.addEventListener('activate', (event) =>
  event.waitUntil(keeper.tidy().then(() => scope.clients.claim())),
);
scope.addEventListener('fetch', (event) => {
  const answer = keeper.answer(event.request);
  if (answer !== undefined) event.respondWith(answer);
});
// The one thing that a page has to say: take over now. Unasked, a new build waits until every page of the old one is closed.
scope.addEventListener('message', () => void scope.skipWaiting());
