import { encodeLink } from '../../config/link';
import { withLesson, type Lesson } from './lesson';
import { linkedData } from './linkedData';
import type { Session } from './sessionActions';

type Stores = Pick<Session, 'config' | 'run'>;

/** What the panels say as the end of an address, `#` included, with which images it is about. */
export function settingsHash({ config, run }: Stores): string {
  const { config: settings } = config.getState();
  return `#${encodeLink(settings, linkedData(run.getState(), settings))}`;
}

/** The address of the page as it is now, with another lesson. */
export function addressWith(stores: Stores, lesson: Lesson): string {
  const { origin, pathname, search } = window.location;
  return `${origin}${pathname}${withLesson(search, lesson)}${settingsHash(stores)}`;
}
