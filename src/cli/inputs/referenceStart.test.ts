import { statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sampleWeights } from '../../exporting/testing/models';
import { sampleOptimizer } from '../../exporting/testing/optimizers';
import { fingerprintOf } from '../../fingerprint';
import { tensorBytes } from '../../formats/tensorData';
import { tinyConfig, tinyImages } from '../../training/testing/tinyRun';
import { referenceTarget } from '../../training/reference/referenceRun';
import { asReference } from '../../training/reference/testing/asReference';
import { sparseCheckpoint, withSparseFile } from '../../training/weights/testing/sparseFiles';
import type { Checkpoint } from '../../training/checkpoint';
import { referenceStart } from './referenceStart';

const GIGABYTE = 1e9;
const MEGABYTE = 1e6;
const EPOCHS = 2;

const config = tinyConfig(({ model }) => (model.classifier = false));
const images = tinyImages();
const { specs } = referenceTarget(config, images);
const weights = sampleWeights(config.model);
const optimizer = sampleOptimizer(config);

const hashes = (tensors: Checkpoint['weights']) =>
  new Map(Object.entries(tensors).map(([name, tensor]) => [name, fingerprintOf(tensorBytes(tensor))]));

it('reads of a checkpoint of more than 4 GB only what the run goes on with', async () => {
  const { whole } = asReference({ config, weights, optimizer }, specs, EPOCHS);
  await withSparseFile(sparseCheckpoint(whole), async (path) => {
    expect(statSync(path).size).toBeGreaterThan(4.3 * GIGABYTE);
    const before = memory();
    const { checkpoint: found } = await referenceStart(path, config, images);
    expect(memory() - before).toBeLessThan(100 * MEGABYTE);
    expect(hashes(found.weights)).toEqual(hashes(weights));
    expect(hashes(found.optimizer)).toEqual(hashes(optimizer));
  });
});

function memory(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
