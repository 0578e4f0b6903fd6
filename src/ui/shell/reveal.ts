import { createContext, use } from 'react';

/** Opens the panel of the field at a path and puts the focus into it. */
export type Reveal = (path: string) => void;

export const RevealContext = createContext<Reveal>(() => undefined);

export function useReveal(): Reveal {
  return use(RevealContext);
}
