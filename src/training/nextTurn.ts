/**
 * Lets the event loop do what waits: messages in a worker, signals in Node. Promises alone never do, they follow each
 * other before anything else. Timers are slowed down in hidden tabs, and `scheduler.yield` comes back before messages
 * do, so a browser gets a message of its own, which queues behind those that are there.
 */
export const nextTurn: () => Promise<void> =
  typeof setImmediate === 'function' ? () => new Promise((resolve) => setImmediate(resolve)) : ownMessages();

function ownMessages(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(undefined);
    });
}
