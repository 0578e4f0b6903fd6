import type { ParameterSpec } from './parameters';

/** A trained parameter that starts at one value throughout. */
function filled(name: string, shape: readonly number[], kind: 'zeros' | 'ones'): ParameterSpec {
  return { name, shape, init: { kind }, trainable: true };
}

/** Scale (1, or 0 where a residual branch shall start silent) and shift (0) of a norm over `channels`. */
export function normSpecs(name: string, channels: number, scale: 'zeros' | 'ones' = 'ones'): ParameterSpec[] {
  return [filled(`${name}.weight`, [channels], scale), filled(`${name}.bias`, [channels], 'zeros')];
}

/** A batch norm: scale, shift, and the buffers of its running statistics, which start as those of unit noise. */
export function batchNormSpecs(
  name: string,
  channels: number,
  scale: 'zeros' | 'ones' = 'ones',
): ParameterSpec[] {
  return [
    ...normSpecs(name, channels, scale),
    { name: `${name}.running_mean`, shape: [channels], init: { kind: 'zeros' }, trainable: false },
    { name: `${name}.running_var`, shape: [channels], init: { kind: 'ones' }, trainable: false },
    {
      name: `${name}.num_batches_tracked`,
      shape: [],
      init: { kind: 'zeros' },
      trainable: false,
      dtype: 'int32',
    },
  ];
}

/** Standard deviation of ConvNeXt's initial weights (Liu et al., 2022, appendix A). */
const CONVNEXT_STD = 0.02;

/** A convolution or linear layer as ConvNeXt starts it: weights truncated normal, biases 0. `shape` as of the weight. */
export function truncatedNormalSpecs(name: string, shape: readonly number[]): ParameterSpec[] {
  return [
    {
      name: `${name}.weight`,
      shape,
      init: { kind: 'truncatedNormal', std: CONVNEXT_STD },
      trainable: true,
    },
    filled(`${name}.bias`, shape.slice(0, 1), 'zeros'),
  ];
}

/** A convolution without bias, `[outputs, inputs, size, size]`, Kaiming normal by fan-out for ReLU (He et al., 2015). */
export function kaimingConvSpec(name: string, outputs: number, inputs: number, size: number): ParameterSpec {
  const fanOut = outputs * size * size;
  return {
    name: `${name}.weight`,
    shape: [outputs, inputs, size, size],
    init: { kind: 'normal', std: Math.sqrt(2 / fanOut) },
    trainable: true,
  };
}

/** A linear layer as PyTorch starts it: weight and bias uniform within ±1 / √inputs. */
export function linearSpecs(
  name: string,
  inputs: number,
  outputs: number,
  options: { readonly bias: boolean },
): ParameterSpec[] {
  const init = { kind: 'uniform', bound: 1 / Math.sqrt(inputs) } as const;
  const weight: ParameterSpec = { name: `${name}.weight`, shape: [outputs, inputs], init, trainable: true };
  const bias: ParameterSpec = { name: `${name}.bias`, shape: [outputs], init, trainable: true };
  return options.bias ? [weight, bias] : [weight];
}

/** How many numbers are trained; buffers do not count. */
export function parameterCount(specs: readonly ParameterSpec[]): number {
  return specs
    .filter((spec) => spec.trainable)
    .reduce((total, spec) => total + spec.shape.reduce((size, side) => size * side, 1), 0);
}
