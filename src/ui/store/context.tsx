import { createContext, use, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ConfigActions, ConfigState } from './configStore';
import type { RunState } from './runState';
import type { Session } from './session';

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** What a person can do with the training. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('There is no session above this component.');
  return session;
}

/** A part of what the panels say. The selector must return the same object while nothing has changed. */
export function useConfig<T>(selector: (state: ConfigState & ConfigActions) => T): T {
  return useStore(useSession().config, selector);
}

/** A part of what the training reports, as `useConfig`. */
export function useRun<T>(selector: (state: RunState) => T): T {
  return useStore(useSession().run, selector);
}
