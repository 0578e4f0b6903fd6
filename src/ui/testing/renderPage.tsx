import { render } from 'vitest-browser-react';
import { App } from '../App';
import { markTourSeen } from '../shell/tourSeen';
import { NO_LESSON, type Lesson } from '../store/lesson';
import { createLessonConfig } from '../store/lessonConfig';
import type { RecordedWish } from '../store/recordedAddress';
import { createRunStore } from '../store/runStore';
import { createSession, type Session } from '../store/session';
import { fakeTraining, type FakeOptions } from './fakeTraining';

interface PageOptions extends FakeOptions {
  /** Has the tour come, which would lie over what is tested. */
  readonly isFirstVisit?: boolean;
  readonly lesson?: Lesson;
  /** Left out, no recorded run. */
  readonly opensWith?: RecordedWish;
}

/**
 * Shows the whole page over a fake training, for tests of components; resolves when the run is set up.
 */
export async function renderPage({
  isFirstVisit = false,
  lesson = NO_LESSON,
  opensWith = 'off',
  ...training
}: PageOptions = {}): Promise<Session> {
  if (!isFirstVisit) markTourSeen();
  const connect = () => Promise.resolve(fakeTraining({ stepTime: 5, ...training }));
  const run = createRunStore();
  const session = createSession(connect, createLessonConfig(undefined, lesson, run), run);
  void session.recorded.open(opensWith);
  await render(<App session={session} lesson={lesson} />);
  await session.open();
  return session;
}
