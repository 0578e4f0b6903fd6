import { isSameTiling } from '../../config/tilings';
import { hasQuadSubgroups, isSoftware } from '../adapterKind';
import type { DeviceTraits } from '../backendView';
import {
  LARGE_SHARED,
  PART_STEP,
  QUADS,
  REGISTERS,
  SHORTEST_PART,
  SMALL_SHARED,
  partFor,
  ruleTiling,
  tileGrid,
  type ProductShape,
  type ProductTiling,
  type Tiling,
} from '../kernels/matmul/tiling';
import type { TilingFamily } from './family';

/** @file Tilings of matrix products: how large a tile is, who computes it, and into how many parts the sum is split. */

const shared = (tileM: number, tileN: number, threadsX: number, threadsY: number, tileK: number): Tiling => ({
  strategy: 'shared',
  ...{ tileM, tileN, threadsX, threadsY, tileK },
});

const registers = (tileM: number, tileN: number, threadsX: number, threadsY: number): Tiling => ({
  strategy: 'registers',
  ...{ tileM, tileN, threadsX, threadsY, tileK: 4 },
});

/** Blocks of C of 32 × 32 to 128 × 128: large ones read less, small ones leave no core idle. */
const SHARED: readonly Tiling[] = [
  LARGE_SHARED,
  { ...LARGE_SHARED, tileK: 16 },
  shared(8, 4, 16, 16, 16),
  shared(4, 8, 16, 16, 16),
  shared(8, 8, 8, 8, 16),
  SMALL_SHARED,
  shared(8, 4, 8, 8, 16),
  shared(4, 8, 8, 8, 16),
  shared(4, 4, 8, 8, 16),
];
/** Nothing is staged: every invocation reads what it needs, through the caches. */
const UNSTAGED: readonly Tiling[] = [REGISTERS, registers(8, 4, 4, 4), registers(4, 4, 8, 8)];
/** All of them, whatever the device. */
export const PRODUCT_TILINGS: readonly Tiling[] = [...SHARED, ...UNSTAGED, ...QUADS];

/** Bytes of a staged element of four rows. */
const VECTOR_BYTES = 16;
/** How many times the rule's parts a sum is split into. */
const SPLITS = [1, 0.5, 2];

function fits(device: DeviceTraits, { m, n }: ProductShape, tiling: Tiling): boolean {
  const { limits } = device;
  const { strategy, tileM, tileN, threadsX, threadsY, tileK } = tiling;
  const vectors = tileK * ((tileM * threadsY) / 4 + 1 + (tileN * threadsX) / 4 + 1);
  return (
    threadsX * threadsY <= limits.maxComputeInvocationsPerWorkgroup &&
    threadsX <= limits.maxComputeWorkgroupSizeX &&
    threadsY <= limits.maxComputeWorkgroupSizeY &&
    tileGrid(tiling, m, n).every((count) => count <= limits.maxComputeWorkgroupsPerDimension) &&
    (strategy !== 'shared' || vectors * VECTOR_BYTES <= limits.maxComputeWorkgroupStorageSize) &&
    (strategy !== 'quads' || hasQuadSubgroups(device))
  );
}

/** Reads that are written out several times must not run over the end of the sum. */
function withDepth(tiling: Tiling, { isPlain, k }: ProductShape): Tiling {
  const isWhole = tiling.strategy === 'shared' || (isPlain && k % tiling.tileK === 0);
  return isWhole ? tiling : { ...tiling, tileK: 1 };
}

/** Whether less than half of a tile lies beyond C. */
function isFilled({ tileM, tileN, threadsX, threadsY }: Tiling, { m, n }: ProductShape): boolean {
  return tileM * threadsY < 2 * m && tileN * threadsX < 2 * n;
}

function candidates(device: DeviceTraits, shape: ProductShape): readonly ProductTiling[] {
  // Staging never pays on a software adapter, and such a program takes it seconds to compile.
  const tried = isSoftware(device.adapterInfo) ? [...UNSTAGED, ...QUADS] : PRODUCT_TILINGS;
  return tried
    .filter((tiling) => fits(device, shape, tiling) && isFilled(tiling, shape))
    .flatMap((tiling) => {
      const parts = SPLITS.map((factor) => partFor(device, tiling, shape, factor));
      return [...new Set(parts)].map((part) => ({ ...withDepth(tiling, shape), part }));
    });
}

export const PRODUCTS: TilingFamily<ProductShape, ProductTiling> = {
  title: 'matrix product',
  keyOf: ({ program, m, n, k, isHalf }) => `${program} ${m}×${n}×${k}${isHalf ? ' half' : ''}`,
  rule: ruleTiling,
  candidates,
  accept(device, shape, values) {
    const { part, ...rest } = values;
    const tiling = PRODUCT_TILINGS.map((one) => withDepth(one, shape)).find((one) => isSameTiling(one, rest));
    if (tiling === undefined || !fits(device, shape, tiling)) return undefined;
    const isPart = typeof part === 'number' && Number.isInteger(part) && part > 0 && part % PART_STEP === 0;
    if (!isPart || (part < shape.k && !(shape.isSplittable && part >= SHORTEST_PART))) return undefined;
    return { ...tiling, part };
  },
  operations: ({ m, n, k }) => 2 * m * n * k,
};
