import { Failure } from '../failure';
import type { Computer } from './computer';

/**
 * Where to compute: `auto` takes the GPU, or the processor where there is none or only a software adapter; `gpu` the
 * fastest adapter of whatever kind, `low-power` the most frugal one, `software` the one that computes on the processor.
 */
export const DEVICE_CHOICES = ['auto', 'gpu', 'low-power', 'software', 'processor'] as const;
export type DeviceChoice = (typeof DEVICE_CHOICES)[number];

/** Which adapter is asked for. */
export interface AdapterWish {
  readonly hardwareOnly: boolean;
  readonly powerPreference?: 'low-power';
  readonly forceFallback?: true;
}

const WISHES: Readonly<Record<Exclude<DeviceChoice, 'processor'>, AdapterWish>> = {
  auto: { hardwareOnly: true },
  gpu: { hardwareOnly: false },
  'low-power': { hardwareOnly: false, powerPreference: 'low-power' },
  software: { hardwareOnly: false, forceFallback: true },
};

export interface ComputerOpeners {
  /** Fails with `software_adapter` where `hardwareOnly` and the only adapter is a software one. */
  readonly gpu: (wish: AdapterWish) => Promise<Computer>;
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
    return await openers.gpu(WISHES[choice]);
  } catch (error) {
    const isMissing = error instanceof Failure && NO_GPU.includes(error.info.code);
    if (choice !== 'auto' || !isMissing) throw error;
    const processor = await openers.processor();
    return { ...processor, summary: { ...processor.summary, fallback: error.info } };
  }
}
