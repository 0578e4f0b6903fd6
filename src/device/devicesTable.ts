import { table } from '../formats/markdownTable';
import { isRight } from './check/checkRow';
import type { DeviceReport } from './deviceReport';
import { amountText, secondsText } from './units';

/** @file The table of `docs/DEVICES.md`, which `scripts/devices.mjs` writes. */

const HEAD = [
  'device',
  'host',
  'check: right',
  'multiply-adds',
  'copies',
  'a dispatch',
  'a submit',
  'a readback',
  'W0: ours, stock',
  'W1: ours, stock',
  'note',
];

/** One row a report, in the order of their names. */
export function devicesTable(reports: readonly DeviceReport[]): string {
  const sorted = reports.toSorted((a, b) => a.device.name.localeCompare(b.device.name, 'en'));
  return table(HEAD, sorted.map(rowOf));
}

function rowOf({ device, host, check, measure, note }: DeviceReport): string[] {
  const speed = measure?.speed;
  const rows = check?.rows ?? [];
  return [
    device.name,
    hostName(host),
    check === undefined ? '–' : `${rows.filter(isRight).length} of ${rows.length}`,
    speed === undefined ? '–' : amountText(speed.operationsPerSecond, 'FLOP/s'),
    speed === undefined ? '–' : amountText(speed.bytesPerSecond, 'B/s'),
    ...(['secondsPerDispatch', 'secondsPerSubmit', 'secondsPerReadback'] as const).map((name) =>
      speed === undefined ? '–' : secondsText(speed[name]),
    ),
    stepsText(measure, 'W0'),
    stepsText(measure, 'W1'),
    note.replaceAll('|', '/'),
  ];
}

function stepsText(measure: DeviceReport['measure'], name: 'W0' | 'W1'): string {
  const times = (['ours', 'stock'] as const).map((engine) => {
    const step = measure?.steps.find((each) => each.name === name && each.engine === engine);
    return step?.milliseconds == null ? '–' : secondsText(step.milliseconds / 1000);
  });
  return times.every((time) => time === '–') ? '–' : times.join(', ');
}

/** "Chrome 140", or what is not a user agent as it is. */
function hostName(host: string): string {
  const [, browser, version] = /(Edg|Firefox|Chrome|Version)\/(\d+)/.exec(host) ?? [];
  if (browser === undefined || version === undefined) return host.replaceAll('|', '/');
  return `${({ Edg: 'Edge', Version: 'Safari' } as Record<string, string>)[browser] ?? browser} ${version}`;
}
