import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { describeConfig } from '../config/describe';
import { decodeLink, type Link } from '../config/link';
import { DEFAULT_PRESET, findPreset } from '../config/presets';
import type { RunConfig } from '../config/runConfig';
import { failureInfo, type FailureInfo } from '../failure';
import type { TrainingConnection } from '../worker/protocol';
import { checkedDevices } from '../storage/checkedDevices';
import { App } from './App';
import { keepOffline } from './newVersion';
import { readShown } from './shell/layout/viewAddress';
import { isOwnEntry } from './shell/layout/visit';
import { VIEWS } from './shell/views';
import { deviceChoiceOf } from './store/deviceChoice';
import { checkHabitOf } from './store/deviceStudy';
import { readLesson } from './store/lesson';
import { createLessonConfig } from './store/lessonConfig';
import { failureMessage, type Message } from './store/messages';
import { recordedWish } from './store/recordedAddress';
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
  const settings = link?.config ?? findPreset(DEFAULT_PRESET)!.config;
  const { lesson, ignored } = lessonOfAddress(settings);
  const run = createRunStore({
    shared: link?.summary === undefined ? null : { ...link, summary: link.summary },
    wantedData: link?.data ?? null,
    messages: [
      ...(failure === undefined ? [] : [failureMessage('link', failure)]),
      ...(ignored.length === 0 ? [] : [ignoredMessage(ignored)]),
    ],
  });
  const config = createLessonConfig(settings, lesson, run);
  const isEmbedded = lesson.embed !== null;
  // What the first picture waits for does not wait for the library. A frame in another page keeps nothing.
  const shelf = isEmbedded
    ? undefined
    : import('../storage/runShelf').then(({ openRunShelf }) => openRunShelf());
  const dataShelf = import('../storage/dataShelf').then(({ openDataShelf }) => openDataShelf());
  const habit = checkHabitOf(window.location.search, {
    known: checkedDevices(() => window.localStorage),
    userAgent: navigator.userAgent,
  });
  const session = createSession(connect, config, run, choice, shelf, dataShelf, habit);
  void session.recorded.open(recordedWish(window.location, lesson, shownByAddress()));
  document.documentElement.toggleAttribute('data-present', lesson.present);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void session.keepNow();
  });
  createRoot(root).render(
    <StrictMode>
      <App session={session} lesson={lesson} />
    </StrictMode>,
  );
  // A link opened in a page that is already open brings its own configuration and curves.
  window.addEventListener('hashchange', () => {
    if (!isOwnEntry()) window.location.reload();
  });
  void session.open().then(() => {
    const offered = new URLSearchParams(window.location.search).get('data');
    if (offered !== null) void session.offerAddress(offered);
    // Last, for it fetches every file of the page. Where it fails, the page works all the same, online.
    if (import.meta.env.PROD && !isEmbedded) void keepOffline(session).catch(() => undefined);
  });
}

const VIEW_IDS = VIEWS.map(({ id }) => id);

function shownByAddress(): string | undefined {
  return readShown(window.location.search, VIEW_IDS)?.view;
}

function lessonOfAddress(settings: RunConfig) {
  const fields = () => describeConfig(settings).map(({ path }) => path);
  return readLesson(window.location.search, { views: VIEW_IDS, fields }, shownByAddress());
}

function ignoredMessage(ignored: readonly string[]): Message {
  return { key: 'link', tone: 'caution', text: `${ignored.join(' ')} That is left out.` };
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
