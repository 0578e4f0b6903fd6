import { Failure } from '../failure';
import type { DeviceSummary } from '../gpu/deviceSummary';

/** What trains: a graphics adapter, or the processor. */
export interface Computer {
  readonly summary: DeviceSummary;
  /** Resolves when it goes away by itself; absent where that cannot happen. */
  readonly lost?: Promise<Failure>;
  /** Bytes that it holds. */
  bytesInUse(): number;
  close(): void;
}

/** Failures that say that there is no GPU here at all; one that is refused or lost is none of them. */
const NO_GPU: readonly string[] = ['no_webgpu', 'no_adapter'];

/**
 * Opens the GPU, or the processor where there is none: the summary then says why in `fallback`.
 * @throws Failure as `openGpu` does for any other reason, and as `openProcessor` does.
 */
export async function openComputer(
  openGpu: () => Promise<Computer>,
  openProcessor: () => Promise<Computer>,
): Promise<Computer> {
  try {
    return await openGpu();
  } catch (error) {
    if (!(error instanceof Failure) || !NO_GPU.includes(error.info.code)) throw error;
    const processor = await openProcessor();
    return { ...processor, summary: { ...processor.summary, fallback: error.info } };
  }
}

/** What a person is told of a computer that stands in for a GPU; `undefined` of all others. */
export function fallbackText({ fallback, threads }: DeviceSummary): string | undefined {
  if (fallback === undefined) return undefined;
  const by = threads === undefined || threads === 1 ? 'one thread' : `${threads} threads`;
  return [
    fallback.message,
    `Training runs on the processor instead, with ${by}:`,
    'the same results, but expect a step to take ten times as long as on a graphics card, or more. Small views, batches and presets help.',
    ...(fallback.remedy === undefined ? [] : [`To get WebGPU: ${fallback.remedy}`]),
  ].join(' ');
}
