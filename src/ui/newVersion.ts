import type { Session } from './store/session';

/** @file The page's side of its service worker (`src/offline/`). */

/** Key of the message. */
const NEW_VERSION = 'new version';

/** Where the server is on the same machine, it is there when the page is, and what it serves is what was just built. */
function isThisMachine(): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(window.location.hostname);
}

/** Has the browser keep the page, to open it offline, and tells of a new version that the server has. */
export async function keepOffline(session: Pick<Session, 'tell' | 'keepNow'>): Promise<void> {
  // Some browsers have none in private windows.
  if (!('serviceWorker' in navigator) || isThisMachine()) return;
  const { serviceWorker } = navigator;
  await serviceWorker.register('./service-worker.js');
  const registration = await serviceWorker.ready;

  const reload = async () => {
    await session.keepNow();
    const { waiting } = registration;
    const go = () => window.location.reload();
    // Another tab may have let it take over.
    if (waiting === null) go();
    else {
      serviceWorker.addEventListener('controllerchange', go, { once: true });
      waiting.postMessage('take over');
    }
  };
  const watch = (next: ServiceWorker | null) => {
    const say = () => {
      if (next?.state === 'installed')
        session.tell({
          key: NEW_VERSION,
          tone: 'info',
          text: 'A new version of the playground is here. This page keeps its own until it is reloaded.',
          action: { label: 'Reload', act: () => void reload() },
        });
    };
    next?.addEventListener('statechange', say);
    say();
  };
  watch(registration.waiting ?? registration.installing);
  registration.addEventListener('updatefound', () => watch(registration.installing));
  // A page may be open for days; offline there is nothing to be found.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void registration.update().catch(() => undefined);
  });
}
