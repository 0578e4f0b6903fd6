import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GOLDEN_FILES } from '../../src/device/check/goldenFiles';
import { wrongNames } from '../../src/device/check/checkRow';
import { deviceReport } from '../../src/device/deviceReport';
import type { StepTime } from '../../src/device/measure/measurement';
import { reportText } from '../../src/device/reportText';
import { PROGRAM } from '../../src/program';
import type { Host } from '../hosts/host';
import type { DeviceFindings, DeviceOptions } from '../jobs/device';
import type { CommandOutput } from './output';

export interface DeviceCommandOptions {
  readonly backend: DeviceOptions['backend'];
  /** Steps that are timed, ours and tfjs's. */
  readonly steps: readonly StepTime['name'][];
  /** Checks the ten ops that run most; times no op, and nothing of stock tfjs. */
  readonly quick: boolean;
  /** Where the report goes as JSON, if anywhere. */
  readonly save?: string | undefined;
  readonly note?: string | undefined;
}

/** Checks and measures a device, as the page's Device view does. */
export async function device(host: Host, options: DeviceCommandOptions): Promise<CommandOutput> {
  const { backend, quick, save, note } = options;
  const steps = options.steps.map((name) => ({ name }));
  const request = { ops: !quick, steps, stock: !quick };
  const checked = await inRoom(host, {
    backend,
    check: { scope: quick ? 'quick' : 'all' },
    golden: host.isPage ? undefined : await goldenAddresses(),
  });
  const measured = await inRoom(host, { backend, measure: request });
  const stock = request.stock ? await inRoom(host, { backend, stock: request }) : undefined;
  const measure = measured.measure!;
  const report = deviceReport({
    ...{ program: PROGRAM, date: new Date(), note, device: checked.device! },
    host: checked.userAgent === '' ? `Node ${process.versions.node}, Dawn` : checked.userAgent,
    check: { scope: quick ? 'quick' : 'all', rows: checked.check! },
    measure: { ...measure, steps: [...measure.steps, ...(stock?.stock ?? [])] },
  });
  if (save !== undefined) await writeFile(save, `${JSON.stringify(report, null, 1)}\n`);
  const wrong = wrongNames(report.check!.rows);
  return {
    text: reportText(report),
    data: report,
    ...(wrong.length > 0 && { failure: `This device computes wrongly: ${wrong.join(', ')}.` }),
  };
}

/** Threads share memory on the processor. */
async function inRoom(host: Host, options: DeviceOptions): Promise<DeviceFindings> {
  const room = await host.open(options.backend === 'wasm');
  try {
    return await room.run('studyDevice', options);
  } finally {
    await room.close();
  }
}

/** The golden files as addresses that hold them: a room in Node has no server to ask. */
async function goldenAddresses(): Promise<Record<string, string>> {
  const entries = Object.keys(GOLDEN_FILES).map(async (path) => {
    const bytes = await readFile(join('src/device/check', path));
    return [path, `data:application/octet-stream;base64,${bytes.toString('base64')}`] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
