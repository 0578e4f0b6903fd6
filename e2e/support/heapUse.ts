import type { CDPSession, Page } from '@playwright/test';

/** What a page or a worker holds once nothing is left to be collected, in bytes. */
export interface HeapUse {
  readonly objects: number;
  /** Memory of typed arrays, and of WebAssembly. */
  readonly buffers: number;
}

type Answer = (method: string) => Promise<unknown>;

/** Measures the heap of a page and of its worker that trains. */
export async function heapWatch(
  page: Page,
): Promise<{ page(): Promise<HeapUse>; worker(): Promise<HeapUse> }> {
  const session = await page.context().newCDPSession(page);
  const worker = await workerSession(session);
  return {
    page: () => useOf((method) => session.send(method as 'Runtime.getHeapUsage')),
    worker: () => useOf(worker),
  };
}

async function useOf(send: Answer): Promise<HeapUse> {
  await send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = (await send('Runtime.getHeapUsage')) as Record<string, number>;
  return { objects: usedSize!, buffers: backingStorageSize ?? 0 };
}

/** Playwright has no sessions of workers, so messages to one are wrapped in those to its page. */
async function workerSession(session: CDPSession): Promise<Answer> {
  const attached = new Promise<string>((resolve) => {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.url.includes('trainingWorker')) resolve(sessionId);
    });
  });
  const waiting = new Map<number, (result: unknown) => void>();
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id: number; result: unknown };
    waiting.get(id)?.(result);
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const sessionId = await attached;
  let count = 0;
  return (method) =>
    new Promise((resolve) => {
      const id = ++count;
      waiting.set(id, resolve);
      void session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    });
}
