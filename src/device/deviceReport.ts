import type { DeviceSummary } from '../compute/deviceSummary';
import { Failure } from '../failure';
import { tunedKernel } from '../reports/tuning';
import { z } from '../zod';
import { CheckRow } from './check/checkRow';
import { Measurement } from './measure/measurement';

/** @file All that is known of a device, as a JSON file: for a bug report, for `docs/DEVICES.md`, and for predictions. */

const text = z.string().max(1000);
const number = z.number().nonnegative();

/** What a device says of itself, see `DeviceSummary`. */
const ReportedDevice = z.object({
  backend: text,
  name: text,
  software: z.boolean(),
  threads: z.number().int().positive().optional(),
  features: z.array(text).max(200),
  adapter: z
    .object({
      vendor: text,
      architecture: text,
      device: text,
      description: text,
      driver: text,
      subgroups: z.tuple([number, number]).optional(),
      limits: z.record(text, number),
    })
    .optional(),
});

export const DeviceReport = z.object({
  format: z.literal('vicregl-device'),
  version: z.literal(1),
  /** Name, version and commit of the program. */
  program: text,
  /** In ISO 8601. */
  date: text,
  /** The browser's user agent, or Node and Dawn. */
  host: text,
  /** What a reader should know besides, such as what else ran. */
  note: text.default(''),
  device: ReportedDevice,
  check: z
    .object({
      /** Whether the ten ops that run most were checked, or everything. */
      scope: z.enum(['quick', 'all']),
      rows: z.array(CheckRow).max(2000),
    })
    .optional(),
  measure: Measurement.optional(),
  /** The kernels that were timed with several tilings, and what they took from then on. */
  tune: z.array(tunedKernel).max(2000).optional(),
});
export type DeviceReport = z.infer<typeof DeviceReport>;

/** Characters of a file that are read. */
const MOST_TEXT = 4 * 2 ** 20;

/** What a report is made of. */
export interface ReportParts {
  readonly program: string;
  readonly date: Date;
  readonly host: string;
  readonly note?: string | undefined;
  readonly device: DeviceSummary;
  readonly check?: DeviceReport['check'];
  readonly measure?: DeviceReport['measure'];
  readonly tune?: DeviceReport['tune'];
}

export function deviceReport({
  date,
  device,
  note = '',
  check,
  measure,
  tune,
  ...rest
}: ReportParts): DeviceReport {
  const { backend, name, software, threads, features, adapter } = device;
  return DeviceReport.parse({
    ...{ format: 'vicregl-device', version: 1, date: date.toISOString(), note, ...rest },
    device: { backend, name, software, threads, features, adapter },
    ...(check && { check }),
    ...(measure && { measure }),
    ...(tune && { tune }),
  });
}

/**
 * A report out of a file.
 * @throws Failure `data_unreadable` where it is none.
 */
export function readDeviceReport(content: string): DeviceReport {
  const parsed = DeviceReport.safeParse(content.length > MOST_TEXT ? undefined : jsonOf(content));
  if (parsed.success) return parsed.data;
  throw new Failure({
    code: 'data_unreadable',
    message: `This is no report of a device: ${z.prettifyError(parsed.error).slice(0, 300)}`,
    doing: 'reading a report of a device',
    remedy: 'Take a file that the Device view or “npm run bench -- device” has written.',
  });
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
