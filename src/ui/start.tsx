import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { decodeLink, type Link } from '../config/link';
import { failureInfo, type FailureInfo } from '../failure';
import type { TrainingApi } from '../worker/protocol';
import { App } from './App';
import { createConfigStore } from './store/configStore';
import { deviceChoiceOf } from './store/deviceChoice';
import { createRunStore } from './store/runStore';
import { createSession } from './store/session';

/**
 * Opens the page in `#root`, with the configuration, results and device of the address.
 * @param connect gives the training; called once
 */
export function start(connect: () => Promise<TrainingApi>): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no element "root".');
  const { link, failure } = readAddress(window.location.hash);
  const choice = deviceChoiceOf(window.location.search);
  const run = createRunStore({ shared: link?.summary ?? null, linkFailure: failure ?? null });
  const session = createSession(connect, createConfigStore(link?.config), run, choice);
  createRoot(root).render(
    <StrictMode>
      <App session={session} />
    </StrictMode>,
  );
  // A link opened in a page that is already open brings its own configuration and curves.
  window.addEventListener('hashchange', () => window.location.reload());
  void session.open();
}

function readAddress(hash: string): { link?: Link; failure?: FailureInfo } {
  if (hash.length <= 1) return {};
  try {
    return { link: decodeLink(hash) };
  } catch (error) {
    return { failure: failureInfo(error, 'reading the link') };
  }
}
