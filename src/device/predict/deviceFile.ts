import { Failure } from '../../failure';
import { jsonOutline } from '../../jsonOutline';
import { plain } from '../../quoted';
import { z } from '../../zod';
import { DeviceSpeed } from '../speed';

/** Reports of a device have some ten kilobytes. A larger file is something else, and is not read further than this. */
export const MOST_DEVICE_BYTES = 4_000_000;
const MAX_DEPTH = 32;
/** Characters that are quoted of what the JSON parser says. */
const MOST_REASON = 120;

const REMEDY =
  'Give a file that “npm run bench -- device --json” has written, or the name of a typical device.';

const Report = z.object({ measure: z.object({ speed: DeviceSpeed }) });
/** What the bench prints with `--json`: what it found, and where. */
const Printed = z.object({ data: Report });

/**
 * The speed that was measured of a device.
 *
 * @param bytes a device's report, or a `DeviceSpeed` alone, as JSON; or the first `MOST_DEVICE_BYTES + 1` of them
 * @param origin what to call it, ready to be shown
 * @throws Failure `data_unreadable`, saying what is wrong.
 */
export function speedFromBytes(bytes: Uint8Array, origin: string): DeviceSpeed {
  const refused = (what: string, cause?: unknown) =>
    new Failure(
      {
        code: 'data_unreadable',
        message: `${origin} ${what}.`,
        doing: 'reading the speed of a device',
        remedy: REMEDY,
      },
      { cause },
    );
  if (bytes.length > MOST_DEVICE_BYTES) throw refused('is larger than 4 MB, so it is no report of a device');
  const value = jsonValue(new TextDecoder().decode(bytes), refused);
  const speed = speedIn(value);
  if (speed.success) return speed.data;
  const issue = speed.error.issues[0]!;
  throw refused(`has no speed of a device: ${plain(issue.path.join('.'), 60)} is missing or not above 0`);
}

function jsonValue(text: string, refused: (what: string, cause?: unknown) => Failure): unknown {
  if (jsonOutline(text).depth > MAX_DEPTH) throw refused('is nested too deeply to be a report of a device');
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? plain(error.message, MOST_REASON) : '';
    throw refused(`is no valid JSON: ${reason}`, error);
  }
}

/** Wherever it stands; a file without a report is asked for a speed of its own. */
function speedIn(value: unknown) {
  const has = (name: string) => typeof value === 'object' && value !== null && name in value;
  if (has('data')) return Printed.transform(({ data }) => data.measure.speed).safeParse(value);
  if (has('measure')) return Report.transform(({ measure }) => measure.speed).safeParse(value);
  return DeviceSpeed.safeParse(value);
}
