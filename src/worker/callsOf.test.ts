import { MessageChannel } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint, { type NodeEndpoint } from 'comlink/dist/esm/node-adapter';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../failure';
import { PendingCalls } from '../pendingCalls';
import { callsOf } from './callsOf';
import { transferFailures } from './failureTransfer';
import { workerLost } from './workerWatch';

const REFUSED = { code: 'data_missing', message: 'No files.', remedy: 'Choose some.' } as const;

class Host {
  private readonly factor = 2;

  async double(value: number): Promise<number> {
    return value * this.factor;
  }

  async refuse(): Promise<void> {
    throw new Failure(REFUSED);
  }

  async stumble(): Promise<void> {
    throw new TypeError('a is not b');
  }

  hang(): Promise<void> {
    return new Promise(() => undefined);
  }
}

let channel: MessageChannel;
let calls: PendingCalls;
let api: Host & { close(): string };
beforeEach(() => {
  transferFailures();
  channel = new MessageChannel();
  const end = (port: unknown) => nodeEndpoint(port as NodeEndpoint);
  Comlink.expose(new Host(), end(channel.port1));
  calls = new PendingCalls();
  api = callsOf(Comlink.wrap<Host>(end(channel.port2)) as unknown as Host, calls, {
    close: () => 'closed',
  }) as typeof api;
});
afterEach(() => channel.port1.close());

describe('callsOf', () => {
  it('calls whatever the other side has, by name', async () => {
    expect(await api.double(21)).toBe(42);
  });

  it('brings a failure whole, and any other error as an internal one', async () => {
    await expect(api.refuse()).rejects.toBeInstanceOf(Failure);
    await expect(api.refuse()).rejects.toMatchObject({ info: REFUSED });
    await expect(api.stumble()).rejects.toMatchObject({ info: { code: 'internal', message: 'a is not b' } });
  });

  it('rejects all calls when the other side is gone, those under way too', async () => {
    const underWay = api.hang();
    const lost = workerLost('it was closed');
    calls.fail(lost);
    await expect(underWay).rejects.toBe(lost);
    await expect(api.double(1)).rejects.toBe(lost);
  });

  it('can be awaited, and answers itself what is its own', async () => {
    expect(await Promise.resolve(api)).toBe(api);
    expect(api.close()).toBe('closed');
  });
});
