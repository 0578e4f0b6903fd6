import type { DeviceSummary } from './deviceSummary';

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
