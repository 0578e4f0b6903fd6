/** @file Tabs tell each other that what the browser keeps has changed. */

const CHANNEL = 'vicregl-playground runs';

export interface RunNews {
  /** Tells the other tabs, and this one. */
  tell(): void;
  /** Has `listener` called with every change in any tab. */
  listen(listener: () => void): void;
}

export function openRunNews(): RunNews {
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(CHANNEL);
  // In Node, an open channel would keep a program from ending.
  (channel as { unref?: () => void } | undefined)?.unref?.();
  const listeners: (() => void)[] = [];
  const heard = () => {
    for (const listener of listeners) listener();
  };
  channel?.addEventListener('message', heard);
  return {
    tell: () => {
      channel?.postMessage(null);
      heard();
    },
    listen: (listener) => listeners.push(listener),
  };
}
