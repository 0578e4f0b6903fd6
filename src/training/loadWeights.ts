import { Failure } from '../failure';
import { floatValues } from '../formats/floatValues';
import type { Weights } from '../formats/weightsFile';
import type { ParameterSpec } from '../nn/parameters';
import type { WeightsReport } from '../reports/weights';
import type { Model, ModelValues } from './model';

/**
 * Which of the tensors a model can use: those of its own names and shapes.
 *
 * @throws Failure `weights_mismatch` when it can use none.
 */
export function matchWeights(specs: readonly ParameterSpec[], tensors: Weights): WeightsReport {
  const names = new Set(specs.map(({ name }) => name));
  const present = specs.filter(({ name }) => Object.hasOwn(tensors, name));
  const fits = ({ name, shape }: ParameterSpec) => sameShape(shape, tensors[name]!.shape);
  const report: WeightsReport = {
    used: present.filter(fits).map(({ name }) => name),
    missing: specs.filter(({ name }) => !Object.hasOwn(tensors, name)).map(({ name }) => name),
    unexpected: Object.keys(tensors).filter((name) => !names.has(name)),
    mismatched: present
      .filter((spec) => !fits(spec))
      .map(({ name, shape }) => ({ name, expected: shape, found: tensors[name]!.shape })),
  };
  if (report.used.length === 0) throw nothingFits(report);
  return report;
}

/**
 * Puts the tensors that fit into a model, in place; all others of the model stay as they are.
 *
 * @throws Failure `weights_mismatch` when none fits, `checkpoint_bad_value` or `checkpoint_bad_dtype` when one that fits
 * holds something that is no finite number; the model is left as it was.
 */
export function loadWeights(model: Model, tensors: Weights): WeightsReport {
  const report = matchWeights(model.specs, tensors);
  model.assign(weightValues(model.specs, tensors, report.used));
  return report;
}

/**
 * The named tensors as a model takes them.
 *
 * @throws Failure `checkpoint_bad_value`, `checkpoint_bad_dtype` for what is no finite number.
 */
export function weightValues(
  specs: readonly ParameterSpec[],
  tensors: Weights,
  names: readonly string[],
): ModelValues {
  const wanted = new Set(names);
  return Object.fromEntries(
    specs
      .filter(({ name }) => wanted.has(name))
      .map(({ name, dtype }) => {
        const values = floatValues(tensors[name]!);
        const at = values.findIndex((value) => !Number.isFinite(value));
        if (at >= 0) throw notFinite(name, values[at]!);
        return [name, dtype === 'int32' ? Int32Array.from(values) : values];
      }),
  );
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

function nothingFits({ unexpected, mismatched, missing }: WeightsReport): Failure {
  const [first] = mismatched;
  const example =
    first === undefined
      ? `it has ${unexpected[0] ?? 'nothing'}, the model has ${missing[0] ?? 'nothing'}`
      : `${first.name} is [${first.found.join(', ')}] in the file and [${first.expected.join(', ')}] in the model`;
  return new Failure({
    code: 'weights_mismatch',
    message: `No tensor of the file fits the model: ${example}.`,
    doing: 'loading weights',
    remedy: 'Set the backbone and the expanders to those that the file was trained with, then load it again.',
  });
}

function notFinite(name: string, value: number): Failure {
  return new Failure({
    code: 'checkpoint_bad_value',
    message: `${name} holds ${value}, so the weights cannot be trained on.`,
    doing: 'loading weights',
    remedy: 'Use weights from before that training failed.',
  });
}
