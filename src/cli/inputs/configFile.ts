import { createReadStream } from 'node:fs';
import { parseConfig } from '../../config/parse';
import type { RunConfig } from '../../config/runConfig';
import { Failure } from '../../failure';
import { plain, quoted } from '../../quoted';
import { systemReason } from '../../systemError';

/** Configurations have a few kilobytes; what is larger is something else. */
const MOST_BYTES = 1_000_000;
/** Characters that are quoted of what the JSON parser says. */
const MOST_REASON = 120;

/**
 * Reads a configuration that the page or an earlier run has saved.
 * @throws Failure `config_invalid` or `config_version`, saying what is wrong with the file.
 */
export async function readConfigFile(path: string): Promise<RunConfig> {
  const text = decode(path, await startOf(path));
  return parseConfig(parse(path, text), quoted(path));
}

/** The file's bytes, at most one more than are allowed, so that no device or film is read to its end. */
async function startOf(path: string): Promise<Uint8Array> {
  try {
    return Buffer.concat((await createReadStream(path, { end: MOST_BYTES }).toArray()) as Buffer[]);
  } catch (error) {
    throw refused(path, `cannot be read: ${systemReason(error) ?? String(error)}`, error);
  }
}

function decode(path: string, bytes: Uint8Array): string {
  if (bytes.length > MOST_BYTES) throw refused(path, 'is larger than 1 MB, so it is no configuration');
  if (bytes.length === 0) throw refused(path, 'is empty');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw refused(path, 'is no text in UTF-8, so it is no configuration', error);
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? plain(error.message, MOST_REASON) : '';
    throw refused(path, `is no valid JSON: ${reason}`, error);
  }
}

function refused(path: string, what: string, cause?: unknown): Failure {
  return new Failure(
    {
      code: 'config_invalid',
      message: `${quoted(path)} ${what}.`,
      doing: 'reading the configuration',
      remedy: 'Give --config a file that the page or an earlier run has saved, such as config.json.',
    },
    { cause },
  );
}
