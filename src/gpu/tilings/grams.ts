import type { TilingFamily } from './family';

/** The Gram matrices of a batch at several positions. */
export interface GramShape {
  readonly slots: number;
  readonly batch: number;
  readonly dimensions: number;
}

/** Columns of X that a workgroup takes. */
export type GramTiling = { readonly chunk: number };

/** With few slots, columns are shared out among workgroups in chunks of this width. */
const CHUNK = 512;
const FEW_SLOTS = 16;
const CHUNKS = [256, 512, 1024];

export const GRAMS: TilingFamily<GramShape, GramTiling> = {
  title: 'Gram matrices',
  keyOf: ({ slots, batch, dimensions }) => `gram ${slots}×${batch}×${dimensions}`,
  /** All columns, unless that leaves the GPU to a few workgroups with much to do. */
  rule: (_, { slots, dimensions }) => ({
    chunk: slots < FEW_SLOTS && dimensions > CHUNK ? CHUNK : dimensions,
  }),
  candidates: (_, { dimensions }) =>
    [...CHUNKS.filter((chunk) => chunk < dimensions), dimensions].map((chunk) => ({ chunk })),
  accept: (_, { dimensions }, { chunk, ...rest }) => {
    const isOne = chunk === dimensions || CHUNKS.some((one) => one === chunk && one < dimensions);
    return isOne && Object.keys(rest).length === 0 ? { chunk: Number(chunk) } : undefined;
  },
  operations: ({ slots, batch, dimensions }) => 2 * slots * batch ** 2 * dimensions,
};
