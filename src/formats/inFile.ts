import { Failure } from '../failure';
import { plain } from '../quoted';
import type { Reading } from './reading';

/**
 * Reads a file, and says which one where that fails.
 *
 * @param name of the file, for messages.
 * @throws Failure what `read` throws, with the file's name in front.
 */
export function inFile<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw named(error, name);
  }
}

/** The same of what is read later. */
export async function inFileLater<T>(name: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw named(error, name);
  }
}

/** The same of what is read part by part. */
export function* inFileReading<T>(name: string, reading: Reading<T>): Reading<T> {
  try {
    return yield* reading;
  } catch (error) {
    throw named(error, name);
  }
}

function named(error: unknown, name: string): unknown {
  if (!(error instanceof Failure)) return error;
  const shownName = plain(name, 80);
  return new Failure(
    { ...error.info, message: `${shownName}: ${error.info.message}`, doing: `reading ${shownName}` },
    { cause: error },
  );
}
