import { expect } from 'vitest';
import { Failure, type FailureInfo } from '../failure';

/** What can be shown of a text: no control characters, no marks that turn text around or take no room. */
const NOT_SHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
/** More than this fits on no card. */
const MOST_WORDS = 500;

/** What `read` gives, or `undefined` where it throws a `Failure` whose words can be shown; every other error is thrown on. */
export function valueOrFailure<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    expectRefusal(error);
    return undefined;
  }
}

/** The same of a promise. */
export async function valueOrFailureOf<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    expectRefusal(error);
    return undefined;
  }
}

function expectRefusal(error: unknown): void {
  if (!(error instanceof Failure)) throw error;
  expectShown(error.info);
}

export function expectShown({ message, remedy = '' }: Pick<FailureInfo, 'message' | 'remedy'>): void {
  for (const text of [message, remedy]) {
    expect(text.length).toBeLessThan(MOST_WORDS);
    expect(text).not.toMatch(NOT_SHOWN);
  }
}
