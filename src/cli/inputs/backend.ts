import { openDevice } from '../../gpu/device';
import type { DeviceSummary } from '../../compute/deviceSummary';
import { openNodeGpu } from '../../gpu/nodeGpu';
import type { Computer } from '../../compute/computer';
import { fallbackText } from '../../compute/fallbackText';
import { openComputer, type DeviceChoice } from '../../compute/openComputer';
import { nodeFiles } from '../../wasm/nodeFiles';
import { openProcessor } from '../../wasm/processor';
import type { BackendChoice } from './optionValues';

const CHOICES: Readonly<Record<BackendChoice, DeviceChoice>> = {
  auto: 'auto',
  webgpu: 'gpu',
  wasm: 'processor',
};

/**
 * Opens what the command line asks for.
 * @throws Failure where it cannot be had; with `auto` only for other reasons than the lack of a GPU.
 */
export function openBackend(choice: BackendChoice): Promise<Computer> {
  return openComputer(CHOICES[choice], {
    gpu: async (options): Promise<Computer> => openDevice(await openNodeGpu(), options),
    processor: () => openProcessor(nodeFiles()),
  });
}

/** Why the processor was taken and how to choose otherwise, in one line; `undefined` where nobody needs to be told. */
export function fallbackNote(summary: DeviceSummary): string | undefined {
  const text = fallbackText(summary);
  if (text === undefined) return undefined;
  const otherwise =
    summary.fallback?.code === 'software_adapter'
      ? '--backend webgpu takes the software adapter, which is slower.'
      : text.remedy;
  return `${text.line} ${otherwise}`;
}
