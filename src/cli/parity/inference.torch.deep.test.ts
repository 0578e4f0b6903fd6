import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printed, pythonWith } from '../../exporting/testing/python';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const python = pythonWith('torch', 'numpy');
const folder = mkdtempSync(join(tmpdir(), 'torch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Debian: apt-get install python3-torch.
describe.skipIf(python === undefined)(
  `ResNet-50 and ConvNeXt-S at 224 × 224 in PyTorch${python === undefined ? ' (skipped: no python3-torch)' : ''}`,
  () => {
    beforeAll(() => void printed(python!, ['e2e/torch/inference_files.py', folder, '--full'], ROOT), 300_000);

    // The program ends with another code where a map or a representation does not agree.
    it.each(['wasm', 'webgpu'])('give the same maps and representations on %s', (backend) => {
      const args = ['scripts/cli.mjs', 'parity', folder, '--backend', backend];
      expect(printed(process.execPath, args, ROOT)).toContain(': 2 ok, 0 failed');
    });
  },
);
