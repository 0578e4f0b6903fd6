import { expect, it } from 'vitest';
import { PROGRAM_FAMILIES } from '../gpu/program';
import '../gpu/kernels';
import { plainName, plainOpName } from './programNames';

it.each([
  ['linear_weight_gradient,widthZ=4,strategy=quads,split=true', 'linear, weight gradient'],
  ['residual_gamma_gradient_keep', 'residual, gamma gradient keep'],
  ['momentsGradient,lanes=4', 'moments, gradient'],
  ['renderViews.boxBlur', 'render views, box blur'],
  ['depthwise_conv,across=8,packed=x', 'depthwise convolution'],
  ['adamw,count=4', 'AdamW'],
  ['BinaryOpProgram', 'tfjs binary op'],
  ['MatMulPackedProgram$1', 'tfjs mat mul packed'],
  ['copy', 'copy'],
])('calls %s %s', (key, name) => {
  expect(plainName(key)).toBe(name);
});

it('calls a kernel by its op and its part', () => {
  expect(plainOpName('criterionTerms mapsGradient')).toBe('criterion terms, maps gradient');
  expect(plainOpName('layerNorm forward')).toBe('layer norm');
});

it('tells all families of programs apart', () => {
  const names = [...PROGRAM_FAMILIES.keys()].map(plainName);
  expect(names.length).toBeGreaterThan(30);
  expect(new Set(names).size).toBe(names.length);
});
