import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../../compute/computer';
import { printed, pythonWith } from '../../exporting/testing/python';
import { nodeFiles } from '../../wasm/nodeFiles';
import { openProcessor } from '../../wasm/processor';
import { runParity, type ParityResult } from './runParity';

const SCRIPT = fileURLToPath(new URL('../../../e2e/torch/inference_files.py', import.meta.url));
const python = pythonWith('torch', 'numpy');
const folder = mkdtempSync(join(tmpdir(), 'torch-'));
let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => {
  processor.close();
  rmSync(folder, { recursive: true, force: true });
});

// Debian: apt-get install python3-torch. What it gives is committed too, for everywhere else and for WebGPU.
describe.skipIf(python === undefined)(
  `networks in PyTorch${python === undefined ? ' (skipped: no python3-torch)' : ''}`,
  () => {
    it('of the depths of ResNet-50 and ConvNeXt-S give the same maps and representations', async () => {
      printed(python!, [SCRIPT, folder]);
      const files = readdirSync(folder).map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
      const found: ParityResult[] = [];
      for await (const result of runParity(files, 'wasm')) found.push(result);
      expect(found.map(({ file }) => file).sort()).toEqual([
        'inference_convnext_small.safetensors',
        'inference_resnet50.safetensors',
      ]);
      expect(found.filter(({ ok }) => !ok)).toEqual([]);
    });
  },
);
