import { createContext, use } from 'react';

/** Path of the field that someone is being led to; `null` at all other times. What is folded over it unfolds. */
export const WantedFieldContext = createContext<string | null>(null);

export function useWantedField(): string | null {
  return use(WantedFieldContext);
}
