import { expect, it } from 'vitest';
import { tinyConfig } from '../../training/testing/tinyRun';
import { GPU_SHAPES } from '../../training/testing/gpuShapes';
import { stepQuestions } from './tune';

it('a step asks for the tilings of its kernels, those with most work first, each shape once', () => {
  const config = tinyConfig(({ run }) => void (run.batch = 32));
  const questions = stepQuestions(GPU_SHAPES, config, { classes: 3 });
  const titles = new Set(questions.map(({ title }) => title));
  expect([...titles].toSorted()).toEqual([
    'depthwise convolution',
    'layer norm',
    'matrix product',
    'nearest cells',
  ]);
  expect(new Set(questions.map(({ key }) => key)).size).toBe(questions.length);
  const work = questions.map(({ count, operations }) => count * operations);
  expect(work).toEqual(work.toSorted((a, b) => b - a));
  // The cells of two views go through the network together.
  const norm = questions.find(({ key }) => key.startsWith('layer_norm_gradients'))!;
  expect(norm.inputs.x).toEqual({ shape: [1024, 8], dtype: 'float32', isHalf: false });
  expect(norm.count).toBeGreaterThan(1);
});
