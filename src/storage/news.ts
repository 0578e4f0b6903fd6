/** @file Tabs tell each other that what the browser keeps has changed. */

export interface News {
  /** Tells the other tabs, and this one. */
  tell(): void;
  /** Has `listener` called with every change in any tab. */
  listen(listener: () => void): void;
}

/** @param topic what is told of; news of others are not heard */
export function openNews(topic: 'runs' | 'data sets'): News {
  const name = `vicregl-playground ${topic}`;
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name);
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
