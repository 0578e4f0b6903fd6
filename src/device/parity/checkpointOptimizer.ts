import type { ModelState } from '../../formats/pytorch/modelState';
import { isTensor, Token, type PyValue } from '../../formats/pytorch/values';
import type { FullCheckpoint } from './checkpointConfig';
import { numbersOf } from './checkpointTensors';
import type { Comparison } from './comparison';
import { sameNames } from './stateDict';

/** What the fixtures write for a function that a checkpoint refers to. */
const FUNCTION = 'reference to a function';

/** The optimiser's state by sums of its tensors, and its parameter groups value by value. */
export function compareOptimizer(
  comparison: Comparison,
  { optimizer }: ModelState,
  { state, param_groups: groups }: FullCheckpoint['optimizer_sums'],
  tolerance: number,
): void {
  const found = dictionary(optimizer?.get('state') ?? null);
  sameNames('optimiser state', [...found.keys()].map(String), Object.keys(state));
  for (const [number, sums] of Object.entries(state)) {
    const slots = dictionary(found.get(Number(number)) ?? null);
    sameNames(`optimiser state of ${number}`, [...slots.keys()].map(String), Object.keys(sums));
    for (const [slot, expected] of Object.entries(sums)) {
      const value = slots.get(slot) ?? null;
      if (expected === null) {
        if (value !== null) throw new Error(`the optimiser's ${slot} of ${number} is not empty`);
        continue;
      }
      const numbers = isTensor(value) ? Array.from(numbersOf(value)) : [Number(value)];
      compareSums(comparison, `optimizer/${number}/${slot}`, numbers, [expected], tolerance);
    }
  }
  const [actual, wanted] = [
    JSON.stringify(plain(optimizer?.get('param_groups') ?? null)),
    JSON.stringify(groups),
  ];
  if (actual !== wanted) throw new Error(`the parameter groups are ${actual}, not ${wanted}`);
}

/** Compares the sum of `values`, and that of their magnitudes where it is given, as shares of the latter. */
export function compareSums(
  comparison: Comparison,
  where: string,
  values: readonly number[],
  [sum, magnitude]: readonly [number, number?],
  tolerance: number,
): void {
  const total = values.reduce((a, b) => a + b, 0);
  const magnitudes = values.reduce((a, b) => a + Math.abs(b), 0);
  const scale = 1 + magnitudes;
  comparison.note(where, Math.abs(total - sum) / scale, tolerance);
  if (magnitude !== undefined) comparison.note(where, Math.abs(magnitudes - magnitude) / scale, tolerance);
}

function dictionary(value: PyValue): ReadonlyMap<unknown, PyValue> {
  if (value instanceof Map) return value;
  throw new Error('the checkpoint has no optimiser state');
}

/** As the fixture's JSON has it: dictionaries as objects, functions as their stand-in. */
function plain(value: PyValue): unknown {
  if (value instanceof Token) return FUNCTION;
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, inner]) => [String(key), plain(inner)]));
  if (Array.isArray(value)) return value.map((inner: PyValue) => plain(inner));
  return value;
}
