import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { PLAIN } from '../compute/testing/plainComputer';
import { REFERENCE_ASPECT } from '../config/viewsConfig';
import { dropPathMask } from '../nn/dropPath';
import { planStep } from './plan';
import { StepInputs } from './stepInputs';
import { tinyConfig, tinyImages } from './testing/tinyRun';

beforeAll(() => tf.setBackend('cpu'));

it('gives each view of each block its drop path, of a whole group or of one of its views', async () => {
  const config = tinyConfig(({ model, views }) => {
    Object.assign(model.backbone, { depths: [3], dropPath: 0.4 });
    views.crops.push({ size: 8, count: 2, scaleMin: 0.1, scaleMax: 0.4, ...REFERENCE_ASPECT });
  });
  const { seed, batch } = { seed: config.run.seed, batch: config.run.batch };
  const data = tinyImages();
  const inputs = new StepInputs(PLAIN, config, [1, 4]);
  inputs.write(planStep(config, data, 5), config, data, new Float32Array(4));
  const dropPath = inputs.dropPath()!;
  for (const views of [[0, 1], [2, 3], [1], [2]])
    for (const [block, rate] of [
      [1, 0.2],
      [2, 0.4],
    ] as const) {
      const keep = dropPath(views)(block, rate, views.length * batch);
      const expected = views.flatMap((view) => [...dropPathMask(seed, 5, view, block, rate, batch)]);
      expect([...(await keep.data())]).toEqual([...Float32Array.from(expected)]);
    }
  inputs.dispose();
});
