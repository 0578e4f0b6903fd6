import { expect, it } from 'vitest';
import { disagreements, type InferenceResult } from '../commands/inference';
import { channelsFirst } from '../inference/channelsFirst';

const result = (
  network: InferenceResult['network'],
  engine: InferenceResult['engine'],
  ...representation: number[]
): InferenceResult => ({ network, engine, cost: { milliseconds: [1], representation } });

it('tells engines that compute something else than the first one with the same network', () => {
  const results = [
    result('resnet50', 'ours-wasm', 10, -2),
    result('resnet50', 'tfjs-wasm', 10.005, -2),
    result('resnet50', 'onnx-wasm', 10, -2.02),
    result('resnet50', 'pytorch', NaN, -2),
    result('convnext_small', 'ours-wasm', 1),
    result('convnext_small', 'pytorch', 1, 1),
  ];
  expect(disagreements(results).map((line) => line.split(':')[0])).toEqual([
    'resnet50 onnx-wasm',
    'resnet50 pytorch',
    'convnext_small pytorch',
  ]);
});

it('puts channels before rows, image by image', () => {
  const images = Float32Array.from({ length: 2 * 4 * 3 }, (_, at) => at);
  expect([...channelsFirst(images, 2, 3)].slice(0, 12)).toEqual([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]);
  expect(channelsFirst(images, 2, 3)[12]).toBe(12);
});
