import { Failure } from '../failure';
import type { DeviceSummary } from './deviceSummary';

/** What trains: a graphics adapter, or the processor. */
export interface Computer {
  readonly summary: DeviceSummary;
  /** Resolves when it goes away by itself; absent where that cannot happen. */
  readonly lost?: Promise<Failure>;
  /** Bytes that it holds. */
  bytesInUse(): number;
  close(): void;
}

/** Where to compute: `auto` takes the GPU, or the processor where there is none or only a software adapter. */
export const DEVICE_CHOICES = ['auto', 'gpu', 'processor'] as const;
export type DeviceChoice = (typeof DEVICE_CHOICES)[number];

export interface ComputerOpeners {
  /** Fails with `software_adapter` where `hardwareOnly` and the only adapter is a software one. */
  readonly gpu: (options: { readonly hardwareOnly: boolean }) => Promise<Computer>;
  readonly processor: () => Promise<Computer>;
}

/** Failures that say that there is no GPU here at all; one that is refused or lost is none of them. */
const NO_GPU: readonly string[] = ['no_webgpu', 'no_adapter', 'software_adapter'];

/**
 * Opens what was chosen. The processor goes before a software adapter, which is several times slower. Where `auto`
 * takes the processor, the summary says why in `fallback`.
 * @throws Failure as the openers do; with `auto` not for the lack of a GPU.
 */
export async function openComputer(choice: DeviceChoice, openers: ComputerOpeners): Promise<Computer> {
  if (choice === 'processor') return openers.processor();
  try {
    return await openers.gpu({ hardwareOnly: choice === 'auto' });
  } catch (error) {
    const isMissing = error instanceof Failure && NO_GPU.includes(error.info.code);
    if (choice === 'gpu' || !isMissing) throw error;
    const processor = await openers.processor();
    return { ...processor, summary: { ...processor.summary, fallback: error.info } };
  }
}

/** What a person is told of a processor that stands in for a GPU. */
export interface FallbackText {
  /** What is so, in one line. */
  readonly line: string;
  /** The same where a line is short. */
  readonly short: string;
  /** What it means. */
  readonly meaning: string;
  /** How to get a GPU. */
  readonly remedy: string;
}

const MEANING =
  'The results are the same, but a step takes ten times as long as on a graphics card, or more. Small views, batches and presets help.';

/** `undefined` of a computer that was chosen, or is a GPU. */
export function fallbackText({ fallback, threads }: DeviceSummary): FallbackText | undefined {
  if (fallback === undefined) return undefined;
  const isSoftware = fallback.code === 'software_adapter';
  const by = threads === undefined || threads === 1 ? 'one thread' : `${threads} threads`;
  const want = isSoftware ? 'To use a graphics card' : 'To get WebGPU';
  return {
    line: `${fallback.message} Training runs on the processor instead, with ${by}.`,
    short: 'Training on the processor.',
    meaning: isSoftware ? `A software adapter would be several times slower. ${MEANING}` : MEANING,
    remedy: fallback.remedy === undefined ? '' : `${want}: ${fallback.remedy}`,
  };
}
