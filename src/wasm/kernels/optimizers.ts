import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { adamwAll, AdamWAllAttributes } from '../../ops/adamwAll';
import type { larsAll, LarsAllAttributes } from '../../ops/larsAll';
import { addressOf, allocate, release, share, valuesOf, type BackendView } from '../backendView';
import { call, callOn } from '../program';
import type { PackedAttributes, PackedInputs } from '../../ops/packedSlots';
import type { Infos } from '../../ops/kernels';
import type { WasmKernels } from './kernel';

/**
 * @file The optimisers, parameter by parameter. New values go to tensors of their own: nothing on this backend changes a
 * tensor that someone may hold. Slots that no parameter of the call has keep their values.
 */

const FLOAT = 4;

interface Packed {
  readonly params: readonly TensorInfo[];
  readonly slots: TensorInfo;
  readonly newSlots: TensorInfo;
  readonly scalars: Float32Array;
  /** Address of a parameter's values in an old or new slot. */
  readonly slotAddress: (tensor: TensorInfo, slot: number, offset: number) => number;
}

function unpack(backend: BackendView, inputs: Readonly<Infos<PackedInputs>>, count: number): Packed {
  const slots = inputs.slots;
  const total = slots.shape[1]!;
  const newSlots = allocate(backend, slots.shape);
  valuesOf(backend, newSlots).set(valuesOf(backend, slots));
  return {
    params: Array.from({ length: count }, (_, i) => inputs[`param${i}`]!),
    slots,
    newSlots,
    scalars: valuesOf(backend, inputs.scalars).slice() as Float32Array,
    slotAddress: (tensor, slot, offset) => addressOf(backend, tensor) + (slot * total + offset) * FLOAT,
  };
}

function adamw(
  backend: BackendView,
  inputs: Readonly<Infos<PackedInputs>>,
  { rows, offsets, beta1, beta2, epsilon }: AdamWAllAttributes,
): TensorInfo[] {
  const { params, slots, newSlots, scalars, slotAddress } = unpack(backend, inputs, rows.length);
  const newParams = params.map((param, i) => {
    const [learningRate, correction1, correction2, decay] = scalars.subarray(rows[i]! * 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    const newParam = allocate(backend, param.shape);
    const addresses = [slots, newSlots].map((tensor) =>
      [0, 1].map((slot) => slotAddress(tensor, slot, offsets[i]!)),
    );
    callOn(
      backend,
      'adamw',
      util.sizeFromShape(param.shape),
      ...[param, inputs[`grad${i}`]!, ...addresses[0]!, newParam, ...addresses[1]!],
      ...[1 - learningRate * decay, learningRate / correction1, Math.sqrt(correction2)],
      ...[beta1, 1 - beta1, beta2, 1 - beta2, epsilon],
    );
    return newParam;
  });
  return [...newParams, newSlots];
}

function lars(
  backend: BackendView,
  inputs: Readonly<Infos<PackedInputs>>,
  { rows, offsets, momentum, eta, adapt }: LarsAllAttributes,
): TensorInfo[] {
  const { params, slots, newSlots, scalars, slotAddress } = unpack(backend, inputs, rows.length);
  const newParams = params.map((param, i) => {
    const grad = inputs[`grad${i}`]!;
    const size = util.sizeFromShape(param.shape);
    const learningRate = scalars[rows[i]! * 2]!;
    const decay = adapt[i] === 1 ? scalars[rows[i]! * 2 + 1]! : 0;
    const ratio = adapt[i] === 1 ? call(backend, 'larsRatio', param, grad, decay, eta, size) : 1;
    const newParam = allocate(backend, param.shape);
    callOn(
      backend,
      'lars',
      size,
      ...[param, grad, slotAddress(slots, 0, offsets[i]!)],
      ...[newParam, slotAddress(newSlots, 0, offsets[i]!)],
      ...[learningRate, decay, ratio, momentum],
    );
    return newParam;
  });
  return [...newParams, newSlots];
}

type Update<A> = (backend: BackendView, inputs: Readonly<Infos<PackedInputs>>, attributes: A) => TensorInfo[];

/** The update of a loss that may be scaled: from gradients without the scale, or none where the step is skipped. */
function controlled<A extends PackedAttributes>(update: Update<A>): Update<A> {
  return (backend, inputs, attributes) => {
    const { control, slots, scalars } = inputs;
    if (control === undefined) return update(backend, inputs, attributes);
    const names = attributes.rows.map((_, i) => i);
    const [unscale, applies] = [...valuesOf(backend, control)];
    if (applies === 0) {
      return [...names.map((i) => inputs[`param${i}`]!), slots].map((kept) => share(backend, kept));
    }
    const grads = names.map((i) => scaled(backend, inputs[`grad${i}`]!, unscale!));
    const unscaled = Object.fromEntries([
      ...names.map((i) => [`param${i}`, inputs[`param${i}`]!] as const),
      ...grads.map((grad, i) => [`grad${i}`, grad] as const),
    ]);
    const updated = update(backend, { ...unscaled, slots, scalars }, attributes);
    release(backend, ...grads);
    return updated;
  };
}

function scaled(backend: BackendView, tensor: TensorInfo, factor: number): TensorInfo {
  const result = allocate(backend, tensor.shape);
  valuesOf(backend, result).set(valuesOf(backend, tensor).map((value) => value * factor));
  return result;
}

export const adamwAllKernels: WasmKernels<typeof adamwAll> = { forward: controlled(adamw) };
export const larsAllKernels: WasmKernels<typeof larsAll> = { forward: controlled(lars) };
