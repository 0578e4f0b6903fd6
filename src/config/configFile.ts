import { Failure } from '../failure';
import { jsonOutline } from '../jsonOutline';
import { plain } from '../quoted';
import { parseConfig } from './parse';
import type { RunConfig } from './runConfig';

/** Configurations have a few kilobytes; what is larger is something else, and is not read further than this. */
export const MOST_CONFIG_BYTES = 1_000_000;
/** Sections, views, their fields, ranges: what is nested more deeply is none of ours. */
const MAX_DEPTH = 16;
/** Characters that are quoted of what the JSON parser says. */
const MOST_REASON = 120;

/**
 * Reads the file of a configuration.
 *
 * @param bytes the file, or its first `MOST_CONFIG_BYTES + 1` bytes
 * @param origin what to call it, ready to be shown
 * @param remedy which file to give instead of one that is no configuration
 * @throws Failure `config_invalid` or `config_version`, saying what is wrong.
 */
export function configFromBytes(bytes: Uint8Array, origin: string, remedy: string): RunConfig {
  const refused = (what: string, cause?: unknown) =>
    new Failure(
      { code: 'config_invalid', message: `${origin} ${what}.`, doing: 'reading the configuration', remedy },
      { cause },
    );
  if (bytes.length > MOST_CONFIG_BYTES) throw refused('is larger than 1 MB, so it is no configuration');
  if (bytes.length === 0) throw refused('is empty');
  return parseConfig(valueIn(textIn(bytes, refused), refused), origin);
}

type Refused = (what: string, cause?: unknown) => Failure;

function textIn(bytes: Uint8Array, refused: Refused): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw refused('is no text in UTF-8, so it is no configuration', error);
  }
}

function valueIn(text: string, refused: Refused): unknown {
  if (jsonOutline(text, 0).depth > MAX_DEPTH) throw refused('is nested too deeply to be a configuration');
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? plain(error.message, MOST_REASON) : '';
    throw refused(`is no valid JSON: ${reason}`, error);
  }
}
