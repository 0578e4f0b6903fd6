import type { FailureInfo } from '../failure';
import type { LargeBuffer, RunEstimate } from './estimate';

/** What a device allows, in bytes: for one buffer and, where it says so, for all together. */
export interface BufferLimits {
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
  readonly maxMemory?: number;
}

const LIMIT_NAMES = {
  maxBufferSize: 'the largest buffer',
  maxStorageBufferBindingSize: 'the largest buffer that a program may use',
} as const satisfies Partial<Record<keyof BufferLimits, string>>;

/**
 * Which limits of a device a training would exceed, with what would help; empty when every tensor fits. Browsers do not
 * tell how much memory a graphics card has in all, so that a training may still run out of it.
 */
export function checkDevice(estimate: RunEstimate, limits: BufferLimits): FailureInfo[] {
  const names = Object.keys(LIMIT_NAMES) as (keyof typeof LIMIT_NAMES)[];
  const single = names.flatMap((name): FailureInfo[] => {
    const limit = limits[name];
    const beyond = estimate.largest.filter(({ bytes }) => bytes > limit);
    const [worst] = beyond;
    if (worst === undefined) return [];
    return [
      {
        code: 'out_of_memory',
        message: `${LIMIT_NAMES[name][0]!.toUpperCase()}${LIMIT_NAMES[name].slice(1)} on this device is ${sizeText(limit)} (${name}); ${worst.name} needs ${sizeText(worst.bytes)}.`,
        doing: 'checking the configuration against the device',
        remedy: `Use ${remedies(beyond, estimate, limit).join(', and ')}.`,
      },
    ];
  });
  return [...single, ...checkMemory(estimate, limits)];
}

function checkMemory({ total }: RunEstimate, { maxMemory }: BufferLimits): FailureInfo[] {
  if (maxMemory === undefined || total <= maxMemory) return [];
  return [
    {
      code: 'out_of_memory',
      message: `All memory on this device is ${sizeText(maxMemory)}; the run needs about ${sizeText(total)}.`,
      doing: 'checking the configuration against the device',
      remedy: 'Use a smaller batch, smaller crops or narrower networks.',
    },
  ];
}

/** What would bring the buffers below the limit. */
function remedies(beyond: readonly LargeBuffer[], estimate: RunEstimate, limit: number): string[] {
  return [
    ...new Set(beyond.map(({ kind }) => (kind === 'step' ? smallerStep(estimate, limit) : REMEDIES[kind]))),
  ];
}

const REMEDIES = {
  images: 'fewer or smaller images, or leave them in memory (“Images lie”)',
  backbone: 'a narrower backbone',
  expander: 'a narrower expander',
} as const;

/** A variance over the batch takes two samples. */
const SMALLEST_BATCH = 2;

function smallerStep(estimate: RunEstimate, limit: number): string {
  const bytesAt = (batch: number) =>
    stepBuffer(batch === estimate.batch ? estimate : estimate.withBatch(batch));
  const smallest = bytesAt(SMALLEST_BATCH);
  if (smallest > limit) return smallest === bytesAt(estimate.batch) ? REMEDIES.expander : 'smaller crops';
  let [fits, exceeds] = [SMALLEST_BATCH, estimate.batch];
  // Most buffers grow in proportion to the batch, so that the first guess is mostly right.
  let guess = Math.floor((estimate.batch * limit) / bytesAt(estimate.batch));
  while (exceeds - fits > 1) {
    const batch = Math.min(exceeds - 1, Math.max(fits + 1, guess));
    if (bytesAt(batch) <= limit) [fits, guess] = [batch, batch + 1];
    else [exceeds, guess] = [batch, Math.floor((fits + batch) / 2)];
  }
  return `a batch of at most ${fits} or smaller crops`;
}

function stepBuffer({ largest }: RunEstimate): number {
  return largest.find(({ kind }) => kind === 'step')!.bytes;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size to three digits, in powers of 1,000: `1.2 GB`. */
export function sizeText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${UNITS[power]!}`;
}
