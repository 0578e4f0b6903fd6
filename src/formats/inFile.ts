import { Failure } from '../failure';
import { plain } from '../quoted';

/**
 * Reads a file, and says which one where that fails.
 *
 * @param name of the file, for messages.
 * @throws Failure what `read` throws, with the file's name in front.
 */
export function inFile<T>(name: string, read: () => T): T {
  const shownName = plain(name, 80);
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(
      { ...error.info, message: `${shownName}: ${error.info.message}`, doing: `reading ${shownName}` },
      { cause: error },
    );
  }
}
