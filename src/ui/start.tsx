import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { decodeLink, type Link } from '../config/link';
import { failureInfo, type FailureInfo } from '../failure';
import type { TrainingConnection } from '../worker/protocol';
import { checkedDevices } from '../storage/checkedDevices';
import { App } from './App';
import { isOwnEntry } from './shell/layout/visit';
import { createConfigStore } from './store/configStore';
import { deviceChoiceOf } from './store/deviceChoice';
import { checkHabitOf } from './store/deviceStudy';
import { failureMessage } from './store/messages';
import { createRunStore } from './store/runStore';
import { createSession } from './store/session';

/**
 * Opens the page in `#root`, with the configuration, results, device and data of the address.
 * @param connect gives the training; called once for each worker
 */
export function start(connect: () => Promise<TrainingConnection>): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no element "root".');
  const { link, failure } = readAddress(window.location.hash);
  const choice = deviceChoiceOf(window.location.search);
  const run = createRunStore({
    shared: link?.summary === undefined ? null : { ...link, summary: link.summary },
    wantedData: link?.data ?? null,
    messages: failure === undefined ? [] : [failureMessage('link', failure)],
  });
  // What the first picture waits for does not wait for the library.
  const shelf = import('../storage/runShelf').then(({ openRunShelf }) => openRunShelf());
  const dataShelf = import('../storage/dataShelf').then(({ openDataShelf }) => openDataShelf());
  const habit = checkHabitOf(window.location.search, {
    known: checkedDevices(() => window.localStorage),
    userAgent: navigator.userAgent,
  });
  const config = createConfigStore(link?.config);
  const session = createSession(connect, config, run, choice, shelf, dataShelf, habit);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void session.keepNow();
  });
  createRoot(root).render(
    <StrictMode>
      <App session={session} />
    </StrictMode>,
  );
  // A link opened in a page that is already open brings its own configuration and curves.
  window.addEventListener('hashchange', () => {
    if (!isOwnEntry()) window.location.reload();
  });
  void session.open().then(() => {
    const offered = new URLSearchParams(window.location.search).get('data');
    if (offered !== null) void session.offerAddress(offered);
  });
}

function readAddress(hash: string): { link?: Link; failure?: FailureInfo } {
  if (hash.length <= 1) return {};
  try {
    return { link: decodeLink(hash) };
  } catch (error) {
    // A link cannot be corrected where it is read.
    return {
      failure: {
        ...failureInfo(error),
        doing: 'reading the link',
        remedy:
          'The playground has opened with its default configuration. Copy the whole link again, or ask for a new one.',
      },
    };
  }
}
