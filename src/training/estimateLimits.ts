import type { FailureInfo } from '../failure';
import type { RunEstimate } from './estimate';
import type { EstimatedTensor } from './estimateTensors';

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
        remedy: `Use ${remedies(beyond, estimate.batch, limit).join(', and ')}.`,
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

/** What would bring the tensors below the limit; one remedy for all that grow with the batch. */
function remedies(beyond: readonly EstimatedTensor[], batch: number, limit: number): string[] {
  const growing = beyond.filter(({ batchPower }) => batchPower > 0);
  const fixed = beyond.filter(({ batchPower }) => batchPower === 0);
  const advice = fixed.map(({ name }) => REMEDIES.find(({ of }) => of.test(name))?.advice ?? FALLBACK);
  if (growing.length === 0) return advice;
  const fitting = Math.min(
    ...growing.map(({ bytes, batchPower }) => Math.floor(batch * (limit / bytes) ** (1 / batchPower))),
  );
  // A variance over the batch takes two samples.
  const smaller = fitting >= 2 ? `a batch of at most ${fitting} or smaller crops` : 'smaller crops';
  return [smaller, ...advice];
}

const FALLBACK = 'a narrower backbone';
const REMEDIES = [
  { of: /^the images$/, advice: 'fewer or smaller images' },
  { of: /^(maps_)?projector|^covariance/, advice: 'a narrower expander' },
] as const;

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size to three digits, in powers of 1,000: `1.2 GB`. */
export function sizeText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${UNITS[power]!}`;
}
