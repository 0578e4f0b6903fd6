import { Failure } from '../failure';
import { floatValues } from '../formats/floatValues';
import type { TensorData } from '../formats/tensorData';
import type { Weights } from '../formats/weightsFile';
import type { ParameterSpec } from '../nn/parameters';
import type { WeightsReport } from '../reports/weights';
import type { Model } from './model';

/**
 * Which of the tensors a model can use: those of its own names and shapes.
 *
 * @throws Failure `weights_mismatch` when it can use none, `checkpoint_bad_value` or `checkpoint_bad_dtype` when one of
 * those holds something that is no finite number.
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
  for (const name of report.used) requireFinite(name, tensors[name]!);
  return report;
}

/**
 * Puts the tensors that fit into a model, in place; all others of the model stay as they are.
 *
 * @throws Failure as `matchWeights`; the model is then left as it was.
 */
export function loadWeights(model: Model, tensors: Weights): WeightsReport {
  const report = matchWeights(model.specs, tensors);
  const used = new Set(report.used);
  const specs = model.specs.filter(({ name }) => used.has(name));
  model.assign(
    Object.fromEntries(
      specs.map(({ name, dtype }) => {
        const values = floatValues(tensors[name]!);
        return [name, dtype === 'int32' ? Int32Array.from(values) : values];
      }),
    ),
  );
  return report;
}

function requireFinite(name: string, tensor: TensorData): void {
  const bad = floatValues(tensor).find((value) => !Number.isFinite(value));
  if (bad === undefined) return;
  throw new Failure({
    code: 'checkpoint_bad_value',
    message: `${name} holds ${bad}, so the weights cannot be trained on.`,
    doing: 'loading weights',
    remedy: 'Use weights from before that training failed.',
  });
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
