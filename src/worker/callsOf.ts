import type { PendingCalls } from '../pendingCalls';

type Call = (...args: unknown[]) => Promise<unknown>;

/**
 * All calls of something remote, by their names; they reject once `calls` has failed, those under way too.
 * @param own what is answered here instead.
 */
export function callsOf<Api extends object, Own extends object>(
  remote: Api,
  calls: PendingCalls,
  own: Own,
): Omit<Api, keyof Own> & Own {
  return new Proxy(own, {
    get: (_, name) => {
      if (Object.hasOwn(own, name)) return Reflect.get(own, name) as unknown;
      // Whoever awaits an object with a `then` would call it.
      if (name === 'then') return undefined;
      const call = Reflect.get(remote, name) as Call;
      return (...args: unknown[]) => calls.run(() => call(...args));
    },
  }) as Omit<Api, keyof Own> & Own;
}
