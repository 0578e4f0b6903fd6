import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { defineOp } from './defineOp';
import { COMPOSED, provideKernels, type Kernels } from './kernels';
import { asTensor } from './tape';

/** @file An op of its own, scale · x + shift, whose kernels on tfjs's CPU backend are written here. */

interface Parts {
  slope(inputs: { dy: tf.Tensor }, attributes: { scale: number }): tf.Tensor;
}

const affine = defineOp({
  name: 'affine',
  composed: (
    { x, shift }: { x: tf.Tensor; shift?: tf.Tensor | undefined },
    { scale }: { scale: number },
  ): [tf.Tensor, tf.Tensor] => {
    const y = tf.mul(x, scale);
    return [shift === undefined ? y : tf.add(y, shift), tf.scalar(scale)];
  },
  keeps: ({ scale }) => scale !== 1,
  saves: ({ x, shift }, [y], { note }: { note?: tf.Tensor }) => ({ x, shift, y, note }),
  gradient: (given, parts: Parts, attributes) => {
    seen.push(Object.keys(given).sort());
    return { x: () => parts.slope(given, attributes), shift: () => tf.clone(given.dy) };
  },
});
const split = defineOp({
  name: 'split',
  composed: ({ x }: { x: tf.Tensor }): [tf.Tensor, tf.Tensor] => [tf.mul(x, 2), tf.mul(x, 3)],
  dys: ['dtwo', 'dthree'],
  gradient: ({ dtwo, dthree }) => ({ x: () => tf.add(tf.mul(dtwo, 2), tf.mul(dthree, 3)) }),
});
const plain = defineOp({ name: 'plain', composed: ({ x }: { x: tf.Tensor }): tf.Tensor => tf.neg(x) });

const seen: string[][] = [];
const asked: boolean[] = [];
let freed: tf.Tensor | undefined;

type Table = Kernels<{ affine: typeof affine; plain: typeof plain }, tf.KernelBackend>;
const kernels: Table = {
  affine: {
    forward(_, { x, shift }, { scale }, keeps) {
      asked.push(keeps);
      const y = tf.mul(asTensor(x), scale);
      freed = tf.scalar(1);
      return {
        outputs: [shift === undefined ? y : tf.add(y, asTensor(shift)), tf.scalar(scale)],
        kept: { note: freed },
      };
    },
    slope: (_, { dy }, { scale }) => tf.mul(asTensor(dy), scale),
  },
  plain: COMPOSED,
};

beforeAll(async () => {
  await tf.setBackend('cpu');
});
afterEach(() => {
  provideKernels('cpu', {}, () => []);
  [seen.length, asked.length] = [0, 0];
});
const useKernels = (): void =>
  provideKernels<tf.KernelBackend>('cpu', kernels, (kernel, ...call) => kernel(tf.backend(), ...call));

const x = (): tf.Tensor => tf.tensor([1, 2, 3]);

describe('an op', () => {
  it('runs as its composition where it has no kernels', () => {
    const [gradient] = tf.grads((t) => affine({ x: t }, { scale: 2 })[0])([x()]);
    expect([...gradient!.dataSync()]).toEqual([2, 2, 2]);
    expect(asked).toEqual([]);
  });

  it('runs on the kernels of the backend at hand, and differentiates by its parts', () => {
    useKernels();
    const [dx, dshift] = tf.grads((t, shift) => affine({ x: t, shift }, { scale: 2 })[0])([x(), x()]);
    expect([...dx!.dataSync(), ...dshift!.dataSync()]).toEqual([2, 2, 2, 1, 1, 1]);
    expect(asked).toEqual([true]);
    expect(seen).toEqual([['dy', 'note', 'shift', 'x', 'y']]);
  });

  it('leaves absent tensors out, and asks kernels to keep what the gradient needs only then', () => {
    useKernels();
    tf.tidy(() => void affine({ x: x() }, { scale: 2 }));
    tf.grads((t) => affine({ x: t, shift: undefined }, { scale: 1 })[0])([x()]);
    expect(asked).toEqual([false, false]);
    expect(seen).toEqual([['dy', 'note', 'x', 'y']]);
  });

  it('throws what was kept in vain away', () => {
    useKernels();
    const before = tf.memory().numTensors;
    const outputs = affine({ x: x() }, { scale: 2 });
    expect(freed!.isDisposed).toBe(true);
    expect(tf.memory().numTensors).toBe(before + 1 + outputs.length);
  });

  it('gives everything back after a backward pass', () => {
    useKernels();
    const input = x();
    const before = tf.memory().numTensors;
    tf.dispose(tf.grads((t) => affine({ x: t, shift: input }, { scale: 2 })[0])([input]));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('of which several outputs are differentiated gets the gradients of all, zeros where nothing depends on one', () => {
    const forward = (_: unknown, { x: t }: { x: tf.Tensor }) => [tf.mul(t, 2), tf.mul(t, 3)];
    provideKernels<tf.KernelBackend>('cpu', { split: { forward } }, (kernel, ...call) =>
      kernel(tf.backend(), ...call),
    );
    const gradientOf = (loss: (outputs: tf.Tensor[]) => tf.Tensor) => [
      ...tf
        .grads((t) => loss(split({ x: t })))([x()])[0]!
        .dataSync(),
    ];
    expect(gradientOf(([two, three]) => tf.add(two!, three!))).toEqual([5, 5, 5]);
    expect(gradientOf(([, three]) => three!)).toEqual([3, 3, 3]);
  });

  it('says so when it has no gradient', () => {
    provideKernels<tf.KernelBackend>(
      'cpu',
      { plain: { forward: (_: unknown, inputs: { x: tf.Tensor }) => tf.neg(inputs.x) } },
      (kernel, ...call) => kernel(tf.backend(), ...call),
    );
    expect(() => tf.grads((t) => plain({ x: t }))([x()])).toThrow('The op plain has no gradient.');
  });
});

/** Types only: each table would compile if it were not checked. */
export function mistakes(): Table[] {
  const { forward, slope } = kernels.affine as Exclude<Table['affine'], typeof COMPOSED>;
  const isLong = (text: { length: number }): boolean => text.length > 0;
  return [
    // @ts-expect-error A kernel of an op that there is not.
    { ...kernels, other: COMPOSED },
    // @ts-expect-error An op without an answer.
    { affine: COMPOSED },
    // @ts-expect-error A part of the gradient is missing.
    { affine: { forward }, plain: COMPOSED },
    // @ts-expect-error A part that the gradient does not have.
    { affine: { forward, slope, more: slope }, plain: COMPOSED },
    // @ts-expect-error An input that the op does not have.
    { affine: COMPOSED, plain: { forward: (_, i: { z: tf.Tensor }) => i.z } },
    // @ts-expect-error One output where the op has two.
    { affine: { forward: (_, i) => ({ outputs: i.x }), slope }, plain: COMPOSED },
    // @ts-expect-error Something kept that the gradient does not take.
    { affine: { forward: (_, i) => ({ outputs: [i.x, i.x], kept: { x: i.x } }), slope }, plain: COMPOSED },
    // @ts-expect-error An attribute of another type.
    { affine: { forward, slope: (_, i, { scale }) => (isLong(scale) ? i.dy : i.dy) }, plain: COMPOSED },
  ];
}

/** Types only. */
export function wrongCalls(): void {
  // @ts-expect-error An input is missing.
  affine({}, { scale: 1 });
  // @ts-expect-error An attribute is missing.
  affine({ x: x() });
  // @ts-expect-error An op of no attributes.
  plain({ x: x() }, { scale: 1 });
  defineOp({
    name: 'wrong',
    composed: ({ x: t }: { x: tf.Tensor }): tf.Tensor => t,
    // @ts-expect-error The gradient of an input that the op does not have.
    gradient: ({ dy }) => ({ y: () => dy }),
  });
  defineOp({
    name: 'wrong',
    composed: ({ x: t }: { x: tf.Tensor }): tf.Tensor => t,
    saves: () => ({}),
    // @ts-expect-error A tensor that nobody saved.
    gradient: (given: { x: tf.Tensor }) => ({ x: () => given.x }),
  });
}
