import type { DeviceSpeed } from '../speed';

/** @file Kinds of devices by the figures that their makers publish, for whoever has none to measure. */

/**
 * What browsers add to a dispatch, a submit and a read-back, on any graphics card. Between dispatches of one pass lie
 * barriers and checks of some microseconds; a result comes back through another process.
 */
const OVERHEAD = { secondsPerDispatch: 5e-6, secondsPerSubmit: 50e-6, secondsPerReadback: 1e-3 };

/** Peaks are those of float32 multiply-adds outside of matrix units, and of the memory's interface. */
export const TYPICAL_DEVICES = {
  /** A graphics unit within a processor, on the processor's memory. */
  laptop: { operationsPerSecond: 2e12, bytesPerSecond: 60e9, ...OVERHEAD },
  /** A graphics card of the upper middle class. */
  desktop: { operationsPerSecond: 20e12, bytesPerSecond: 450e9, ...OVERHEAD },
  /** NVIDIA's H100 SXM, by its data sheet. */
  h100: { operationsPerSecond: 67e12, bytesPerSecond: 3.35e12, ...OVERHEAD },
} as const satisfies Readonly<Record<string, DeviceSpeed>>;

export type TypicalDevice = keyof typeof TYPICAL_DEVICES;
