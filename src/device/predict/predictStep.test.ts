import { expect, it } from 'vitest';
import { VIEW_STRIDE } from '../../augment/packViewParameters';
import type { StepCommand } from '../../compute/computer';
import { tinyConfig } from '../../training/testing/tinyRun';
import { predictStep } from './predictStep';
import { stepOnPaper } from './stepOnPaper';
import { TYPICAL_DEVICES } from './typicalDevices';

/** One operation or ten bytes a second; a dispatch takes two seconds, a submit three. */
const SLOW = {
  operationsPerSecond: 1,
  bytesPerSecond: 10,
  secondsPerDispatch: 2,
  secondsPerSubmit: 3,
  secondsPerReadback: 4,
};

function command(program: string, operations: number, bytes: number, scratchBytes = 0): StepCommand {
  return { program, op: `${program} forward`, tensors: '', workgroups: [1], operations, bytes, scratchBytes };
}

it('adds up arithmetic or bytes, whichever takes longer, and what every command takes', () => {
  const step = predictStep(
    [command('linear,k=1', 30, 100), command('gram', 1, 200), command('linear', 0, 10)],
    SLOW,
  );
  expect(step.split).toEqual({ arithmetic: 30, bytes: 21, overhead: 9 });
  expect(step.seconds).toBe(60);
  expect(step).toMatchObject({ usefulShare: 51 / 60, commands: 3, operations: 31, bytes: 310 });
  expect(step.programs).toMatchObject([
    { name: 'linear', commands: 2, seconds: 35, share: 35 / 60, bound: 'arithmetic', ofRoof: 1 },
    { name: 'gram', commands: 1, seconds: 22, bound: 'bytes' },
  ]);
});

it('counts what goes through scratch tensors as no useful work', () => {
  const parts = { ...command('parts', 0, 400, 300), op: 'linear biasGradient' };
  const join = { ...command('add_parts', 0, 200, 180), op: 'linear biasGradient' };
  const step = predictStep([parts, join], SLOW);
  expect(step.usefulShare).toBe((10 + 2) / (40 + 20 + 4 + 3));
  expect(step.ops).toMatchObject([{ name: 'linear, bias gradient', commands: 2, ofRoof: 12 / 60 }]);
});

it('says what a step of a real training computes and moves, without a GPU', () => {
  const commands = stepOnPaper(tinyConfig());
  const product = commands.find(({ tensors }) => tensors.startsWith('x [256,8] w [32,8]'))!;
  // 2 · 8 images of 16 cells, from 8 channels to 32, with GELU and what its gradient needs.
  expect(product.operations).toBe(2 * 256 * 8 * 32 + 22 * 256 * 32);
  expect(product.bytes).toBe(4 * (256 * 8 + 32 * 8 + 32 + 2 * 256 * 32));
  expect(product).toMatchObject({ op: expect.stringContaining('forward') as string, scratchBytes: 0 });

  const step = predictStep(commands, TYPICAL_DEVICES.desktop);
  expect(step.operations).toBeGreaterThan(3e6);
  expect(step.seconds).toBeGreaterThan(step.commands * TYPICAL_DEVICES.desktop.secondsPerDispatch);
  expect(step.split.arithmetic + step.split.bytes + step.split.overhead).toBeCloseTo(step.seconds, 12);
  expect(step.usefulShare).toBeGreaterThan(0);
  expect(step.usefulShare).toBeLessThan(1);
});

it('knows which bytes of an op are those of its inputs and outputs', () => {
  const views = stepOnPaper(tinyConfig()).filter(({ op }) => op === 'renderViews forward');
  const [images, indices, parameters, rendered] = [
    8 * 16 * 16 * 3,
    4 * 8,
    4 * 16 * VIEW_STRIDE,
    4 * 16 * 16 * 16 * 3,
  ];
  const needed = views.reduce((sum, { bytes, scratchBytes }) => sum + bytes - scratchBytes, 0);
  // Every pass reads what was drawn for the views.
  expect(needed).toBe(images + indices + views.length * parameters + rendered);
});

it('counts halves as two bytes', () => {
  const mixed = tinyConfig(({ optim }) => void (optim.precision = 'mixed'));
  const product = stepOnPaper(mixed).find(({ tensors }) => tensors.startsWith('x [256,8] w [32,8]'))!;
  expect(product.bytes).toBe(2 * (256 * 8 + 2 * 256 * 32) + 4 * (32 * 8 + 32));
});
