import { isSoftware } from '../adapterKind';
import type { DeviceTraits } from '../backendView';
import { amongst, type TilingFamily } from './family';

/** How many invocations share a row, and how many rows a workgroup takes. `lanes` is a power of two. */
export type RowTiling = { readonly lanes: number; readonly rows: number };

export interface RowShape {
  /** Name of the family of programs. */
  readonly program: string;
  readonly rows: number;
  readonly columns: number;
  /** Whether the rows are stored as halves. */
  readonly isHalf: boolean;
}

/** On a software adapter barriers are dear and lanes are few; on a GPU as many as read side by side share a row. */
const SOFTWARE: RowTiling = { lanes: 1, rows: 16 };
const GPU: RowTiling = { lanes: 32, rows: 8 };
const ALONE: readonly RowTiling[] = [SOFTWARE, { lanes: 1, rows: 64 }];
const TOGETHER: readonly RowTiling[] = [
  GPU,
  { lanes: 8, rows: 32 },
  { lanes: 16, rows: 16 },
  { lanes: 32, rows: 4 },
  { lanes: 64, rows: 4 },
  { lanes: 128, rows: 1 },
];

const fits = ({ limits }: DeviceTraits, { lanes, rows }: RowTiling): boolean =>
  lanes * rows <= limits.maxComputeInvocationsPerWorkgroup;

/** Normalisation of rows, forward and back. */
export const LAYER_NORMS: TilingFamily<RowShape, RowTiling> = {
  title: 'layer norm',
  keyOf: ({ program, rows, columns, isHalf }) => `${program} ${rows}×${columns}${isHalf ? ' half' : ''}`,
  rule: ({ adapterInfo }) => (isSoftware(adapterInfo) ? SOFTWARE : GPU),
  candidates: (device) =>
    (isSoftware(device.adapterInfo) ? ALONE : [...TOGETHER, ...ALONE]).filter((one) => fits(device, one)),
  accept: (device, _, values) =>
    amongst(
      [...TOGETHER, ...ALONE].filter((one) => fits(device, one)),
      values,
    ),
  operations: ({ rows, columns }) => 8 * rows * columns,
};
