import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tilings, TilingValues } from '../../config/tilings';
import type { KernelResult } from '../../ops/kernels';
import type { BackendView } from '../backendView';
import { isHalf } from '../halfTensors';
import type { TilingFamily } from './family';

/** @file Which tiling a kernel takes: that of the table in use, or its family's rule. Who wants to know is told. */

/** A kernel's call, on tensors by name and with whatever else it takes. */
export interface TiledCall {
  readonly run: (backend: BackendView, inputs: Readonly<Record<string, TensorInfo>>) => KernelResult;
  readonly inputs: Readonly<Record<string, TensorInfo | undefined>>;
}

/** A tensor that a call needs, without its values. */
export interface InputShape {
  readonly shape: readonly number[];
  readonly dtype: TensorInfo['dtype'];
  readonly isHalf: boolean;
}

/** A choice that some work came by: what is cut up, and the call that it was made for, to be made again. */
export interface TilingQuestion {
  readonly key: string;
  readonly title: string;
  /** How often the work came by it. */
  readonly count: number;
  /** Floating-point operations each time. */
  readonly operations: number;
  readonly rule: TilingValues;
  readonly candidates: readonly TilingValues[];
  readonly run: TiledCall['run'];
  readonly inputs: Readonly<Record<string, InputShape>>;
}

interface Choices {
  table: Tilings;
  call: TiledCall | undefined;
  taken: Map<string, TilingValues> | undefined;
  questions: Map<string, TilingQuestion> | undefined;
}

const perBackend = new WeakMap<BackendView, Choices>();

function choicesOf(backend: BackendView): Choices {
  let choices = perBackend.get(backend);
  if (choices === undefined) {
    choices = { table: {}, call: undefined, taken: undefined, questions: undefined };
    perBackend.set(backend, choices);
  }
  return choices;
}

/** The tiling that a kernel takes for a shape on this backend. */
export function chooseTiling<S, T extends TilingValues>(
  backend: BackendView,
  family: TilingFamily<S, T>,
  shape: S,
): T {
  const { device } = backend;
  const choices = choicesOf(backend);
  const key = family.keyOf(shape);
  const known = Object.hasOwn(choices.table, key) ? choices.table[key] : undefined;
  const tiling = (known && family.accept(device, shape, known)) ?? family.rule(device, shape);
  choices.taken?.set(key, tiling);
  if (choices.questions !== undefined && choices.call !== undefined)
    ask(choices.questions, choices.call, key, backend, family, shape);
  return tiling;
}

function ask<S, T extends TilingValues>(
  questions: Map<string, TilingQuestion>,
  call: TiledCall,
  key: string,
  { device }: BackendView,
  family: TilingFamily<S, T>,
  shape: S,
): void {
  const known = questions.get(key);
  if (known !== undefined) {
    questions.set(key, { ...known, count: known.count + 1 });
    return;
  }
  const given = Object.entries(call.inputs).filter(
    (entry): entry is [string, TensorInfo] => entry[1] !== undefined,
  );
  questions.set(key, {
    ...{ key, title: family.title, count: 1, operations: family.operations(shape), run: call.run },
    ...{ rule: family.rule(device, shape), candidates: family.candidates(device, shape) },
    inputs: Object.fromEntries(
      given.map(([name, tensor]) => [
        name,
        { shape: [...tensor.shape], dtype: tensor.dtype, isHalf: isHalf(tensor) },
      ]),
    ),
  });
}

/** The table in use. */
export function tilingsInUse(backend: BackendView): Tilings {
  return choicesOf(backend).table;
}

/** Has kernels take the tilings of a table from now on. */
export function useTilings(backend: BackendView, table: Tilings): void {
  choicesOf(backend).table = table;
}

/** Runs `work` with another tiling for one key. */
export function withTiling<T>(backend: BackendView, key: string, tiling: TilingValues, work: () => T): T {
  const choices = choicesOf(backend);
  const { table } = choices;
  choices.table = { ...table, [key]: tiling };
  try {
    return work();
  } finally {
    choices.table = table;
  }
}

/** Runs `work`, and puts every tiling that is taken into `taken`. */
export function notingTilings<T>(backend: BackendView, taken: Map<string, TilingValues>, work: () => T): T {
  const choices = choicesOf(backend);
  const before = choices.taken;
  choices.taken = taken;
  try {
    return work();
  } finally {
    choices.taken = before;
  }
}

/** The choices that `work` comes by, each shape once. */
export function tilingQuestions(backend: BackendView, work: () => void): readonly TilingQuestion[] {
  const choices = choicesOf(backend);
  const questions = new Map<string, TilingQuestion>();
  choices.questions = questions;
  try {
    work();
  } finally {
    choices.questions = undefined;
  }
  return [...questions.values()];
}

/** Runs a kernel: choices that it comes by are this call's. */
export function inCall<T>(backend: BackendView, call: TiledCall, run: () => T): T {
  const choices = choicesOf(backend);
  const before = choices.call;
  choices.call = call;
  try {
    return run();
  } finally {
    choices.call = before;
  }
}
