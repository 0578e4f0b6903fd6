import { render } from 'vitest-browser-react';
import { App } from '../App';
import { markTourSeen } from '../shell/tourSeen';
import { createConfigStore } from '../store/configStore';
import { createRunStore } from '../store/runStore';
import { createSession, type Session } from '../store/session';
import { fakeTraining, type FakeOptions } from './fakeTraining';

/**
 * Shows the whole page over a fake training, for tests of components; resolves when the run is set up.
 * @param options `isFirstVisit` has the tour come, which would lie over what is tested.
 */
export async function renderPage({
  isFirstVisit = false,
  ...training
}: FakeOptions & { readonly isFirstVisit?: boolean } = {}): Promise<Session> {
  if (!isFirstVisit) markTourSeen();
  const connect = () => Promise.resolve(fakeTraining({ stepTime: 5, ...training }));
  const session = createSession(connect, createConfigStore(), createRunStore());
  await render(<App session={session} />);
  await session.open();
  return session;
}
