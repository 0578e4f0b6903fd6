import type {
  CheckRequest,
  CheckRow,
  Measurement,
  MeasureRequest,
  TrainingEvent,
} from '../../worker/protocol';

/** @file What a worker without a device would tell of it: for tests and for work on the page. */

/** Rows of a check that finds `wrong` far off. */
export function fakeRows({ scope }: CheckRequest, wrong: string | undefined): CheckRow[] {
  const names = ['linear', 'conv2d', 'layerNorm'];
  const rows = names.map((name): CheckRow => ({
    ...{ part: 'op', name, size: '65×12', worst: 'dx', repeats: true, problem: '' },
    error: name === wrong ? 3400 : 0.21,
  }));
  const golden: CheckRow = {
    ...rows[0]!,
    part: 'golden',
    name: 'criterion',
    size: 'criterion.safetensors',
    error: 0.02,
  };
  return scope === 'quick' ? rows : [...rows, golden];
}

const FAKE_SPEED: Measurement['speed'] = {
  operationsPerSecond: 12.4e12,
  bytesPerSecond: 410e9,
  secondsPerDispatch: 4.8e-6,
  secondsPerSubmit: 31e-6,
  secondsPerReadback: 1.3e-3,
};

export function fakeMeasurement({ ops, steps, stock }: MeasureRequest): Measurement {
  return {
    speed: FAKE_SPEED,
    ops: ops
      ? [
          { name: 'linear 16384×48→192, GELU', milliseconds: 0.1, operations: 302e6, bytes: 15.8e6 },
          { name: 'layerNorm 16384×48', milliseconds: 0.05, operations: 8e6, bytes: 6.3e6 },
        ]
      : [],
    steps: steps.flatMap(({ name }) => [
      { name, engine: 'ours', milliseconds: 4.2, steps: 20, problem: '' } as const,
      ...(stock ? [{ name, engine: 'stock', milliseconds: 39, steps: 20, problem: '' } as const] : []),
    ]),
  };
}

/** Tells the rows one by one, then gives them all. */
export async function fakeCheck(
  rows: readonly CheckRow[],
  emit: (event: TrainingEvent) => void,
  breathe: () => Promise<void>,
): Promise<CheckRow[]> {
  for (const [done, part] of rows.entries()) {
    emit({ type: 'study', progress: { done, total: rows.length, next: `${part.name}, ${part.size}` } });
    await breathe();
    emit({ type: 'study', part });
  }
  return [...rows];
}
