import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/**
 * @file Which symbol of the paper is pointed at: in a formula, in its legend, or as a knob of the panels. All that stand
 * for it light up.
 */

const store = createStore<{ readonly lit: string | null }>(() => ({ lit: null }));

/** Lights a symbol up, or none. */
export function light(symbol: string | null): void {
  store.setState({ lit: symbol });
}

/** The symbol that is lit. */
export function useLit(): string | null {
  return useStore(store, (state) => state.lit);
}

/** Whether this symbol is lit. */
export function useIsLit(symbol: string | undefined): boolean {
  return useStore(store, (state) => symbol !== undefined && state.lit === symbol);
}

/** What an element needs so that it lights its symbol up while it is pointed at or has the focus. */
export function lightsUp(symbol: string | undefined) {
  if (symbol === undefined) return {};
  const [on, off] = [() => light(symbol), () => light(null)];
  return { onMouseEnter: on, onMouseLeave: off, onFocus: on, onBlur: off };
}
