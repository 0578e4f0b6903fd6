import { render } from 'vitest-browser-react';
import { App } from '../App';
import { markTourSeen } from '../shell/tourSeen';
import { NO_LESSON, type Lesson } from '../store/lesson';
import { createLessonConfig } from '../store/lessonConfig';
import { createRunStore } from '../store/runStore';
import { createSession, type Session } from '../store/session';
import { fakeTraining, type FakeOptions } from './fakeTraining';

/**
 * Shows the whole page over a fake training, for tests of components; resolves when the run is set up.
 * @param options `isFirstVisit` has the tour come, which would lie over what is tested.
 */
export async function renderPage({
  isFirstVisit = false,
  lesson = NO_LESSON,
  ...training
}: FakeOptions & { readonly isFirstVisit?: boolean; readonly lesson?: Lesson } = {}): Promise<Session> {
  if (!isFirstVisit) markTourSeen();
  const connect = () => Promise.resolve(fakeTraining({ stepTime: 5, ...training }));
  const run = createRunStore();
  const session = createSession(connect, createLessonConfig(undefined, lesson, run), run);
  await render(<App session={session} lesson={lesson} />);
  await session.open();
  return session;
}
