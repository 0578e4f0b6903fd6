import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHANNELS } from '../../src/augment/distortions/rgbImage';
import { pytorchWeights } from '../../src/exporting/pytorchFile';
import { printed, pythonWith } from '../../src/exporting/testing/python';
import { writeNpyHeader } from '../../src/formats/npy';
import { channelsFirst } from './channelsFirst';
import type { InferenceCost, InferenceEngineName } from './engine';
import { SIDE, workOf, type WorkOptions } from './work';

const SCRIPT = fileURLToPath(new URL('../../e2e/torch/time_inference.py', import.meta.url));

/** Threads of the engines that are PyTorch. */
export const PYTORCH_THREADS: Readonly<Partial<Record<InferenceEngineName, number>>> = {
  pytorch: 1,
  'pytorch-threads': cpus().length,
};

/** Times our .pth in plain PyTorch modules; `undefined` where no PyTorch is installed. */
export async function timePytorch(
  options: WorkOptions & { readonly repeats: number; readonly threads: number },
): Promise<InferenceCost | undefined> {
  const python = pythonWith('torch', 'numpy');
  if (python === undefined) return undefined;
  const { config, weights, images, batch } = workOf(options);
  const folder = await mkdtemp(join(tmpdir(), 'bench-torch-'));
  try {
    const [file, shape, pixels] = ['weights.pth', 'backbone.json', 'images.npy'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    const header = writeNpyHeader('<f4', [batch, CHANNELS, SIDE, SIDE]);
    await writeFile(file, pytorchWeights(config, weights, 'backbone'));
    await writeFile(shape, JSON.stringify(config.model.backbone));
    await writeFile(
      pixels,
      Buffer.concat([header, new Uint8Array(channelsFirst(images, SIDE, CHANNELS).buffer)]),
    );
    const counts = [options.repeats, options.threads].map(String);
    return JSON.parse(printed(python, [SCRIPT, file, shape, pixels, ...counts])) as InferenceCost;
  } finally {
    await rm(folder, { recursive: true });
  }
}
