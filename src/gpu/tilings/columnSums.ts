import { isSoftware } from '../adapterKind';
import type { DeviceTraits } from '../backendView';
import type { TilingFamily } from './family';

/** @file Sums over rows: columns lie on neighbouring lanes, and `down` workgroups share the rows. */

export const COLUMNS = 16;
export const ROW_LANES = 4;
/** Below this many rows a part costs more than it saves. */
const SHORTEST_PART = 32;
const ENOUGH_WORKGROUPS = { software: 16, gpu: 512 };

/** A matrix whose rows are summed. */
export interface SumShape {
  readonly rows: number;
  /** Values of a row, each of one or four numbers. */
  readonly columns: number;
}

export type SumTiling = { readonly down: number };

const most = ({ rows }: SumShape): number => Math.max(1, Math.floor(rows / SHORTEST_PART / ROW_LANES));

function downFor({ adapterInfo }: DeviceTraits, shape: SumShape, factor = 1): number {
  const enough = isSoftware(adapterInfo) ? ENOUGH_WORKGROUPS.software : ENOUGH_WORKGROUPS.gpu;
  const wanted = Math.ceil((enough / Math.ceil(shape.columns / COLUMNS)) * factor);
  return Math.max(1, Math.min(wanted, most(shape)));
}

export const COLUMN_SUMS: TilingFamily<SumShape, SumTiling> = {
  title: 'sum over rows',
  keyOf: ({ rows, columns }) => `column_sums ${rows}×${columns}`,
  rule: (device, shape) => ({ down: downFor(device, shape) }),
  candidates: (device, shape) =>
    [...new Set([0.25, 0.5, 1, 2].map((factor) => downFor(device, shape, factor)))].map((down) => ({ down })),
  accept: ({ limits }, shape, { down, ...rest }) => {
    const isDown = typeof down === 'number' && Number.isInteger(down) && down >= 1 && down <= most(shape);
    if (!isDown || Object.keys(rest).length > 0 || down > limits.maxComputeWorkgroupsPerDimension)
      return undefined;
    return { down };
  },
  operations: ({ rows, columns }) => 4 * rows * columns,
};
