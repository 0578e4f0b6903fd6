import { createReadStream } from 'node:fs';
import { configFromBytes, MOST_CONFIG_BYTES } from '../../config/configFile';
import type { RunConfig } from '../../config/runConfig';
import { Failure } from '../../failure';
import { quoted } from '../../quoted';
import { systemReason } from '../../systemError';

const REMEDY = 'Give --config a file that the page or an earlier run has saved, such as config.json.';

/**
 * Reads a configuration that the page or an earlier run has saved.
 * @throws Failure `config_invalid` or `config_version`, saying what is wrong with the file.
 */
export async function readConfigFile(path: string): Promise<RunConfig> {
  return configFromBytes(await startOf(path), quoted(path), REMEDY);
}

/** The file's bytes, at most one more than are allowed, so that no device or film is read to its end. */
async function startOf(path: string): Promise<Uint8Array> {
  try {
    return Buffer.concat((await createReadStream(path, { end: MOST_CONFIG_BYTES }).toArray()) as Buffer[]);
  } catch (error) {
    const message = `${quoted(path)} cannot be read: ${systemReason(error) ?? String(error)}.`;
    const doing = 'reading the configuration';
    throw new Failure({ code: 'config_invalid', message, doing, remedy: REMEDY }, { cause: error });
  }
}
