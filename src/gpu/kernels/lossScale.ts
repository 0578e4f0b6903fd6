import { util } from '@tensorflow/tfjs-core';
import { allocate, release, share } from '../backendView';
import { runProgram } from '../dispatch';
import { addUp } from '../partSums';
import { LARGEST_SCALE, SMALLEST_SCALE, type lossScale } from '../../ops/lossScale';
import { defineProgram } from '../program';
import { allocateScratch } from '../scratchTensors';
import {
  countWorkgroups,
  forEachElement,
  forEachMember,
  groupMembers,
  memberTensors,
  memberUniforms,
  memberValues,
  memberWorkgroups,
  numberedFloats,
  UPDATE_THREADS,
} from './parameterGroup';
import type { WebGpuKernels } from './kernel';
import { workgroupSum } from './workgroupSum';

/** @file Dynamic loss scaling: every workgroup counts what is not finite in its share of the gradients, then one decides. */

/** By its bits: a compiler may assume that no number is NaN. */
const NOT_FINITE = '(bitcast<u32>(value) & 0x7f800000u) == 0x7f800000u';

const scanProgram = defineProgram('loss_scale_scan', ({ count }: { count: number }) => ({
  inputs: numberedFloats('grad', count),
  outputs: { counts: 'f32' },
  uniforms: { ...memberUniforms(count), before: 'u32' },
  workgroupSize: [UPDATE_THREADS],
  declarations: workgroupSum(UPDATE_THREADS),
  main: forEachMember(
    count,
    (i) => `
    var found = 0.0;
    ${forEachElement(`
      let value = grad${i}[e];
      if (${NOT_FINITE}) { found = 1.0; }`)}
    let total = workgroupSum(found, localIndex);
    if (localIndex == 0u) { counts[params.before + number] = total; }`,
  ),
}));

const stepProgram = defineProgram('loss_scale_step', () => ({
  inputs: { counts: 'f32' },
  outputs: { state: 'f32', control: 'f32' },
  uniforms: { count: 'u32', growthInterval: 'f32' },
  workgroupSize: [UPDATE_THREADS],
  declarations: workgroupSum(UPDATE_THREADS),
  main: `
  var found = 0.0;
  for (var i = localIndex; i < params.count; i += ${UPDATE_THREADS}u) { found += counts[i]; }
  let isGood = workgroupSum(found, localIndex) == 0.0;
  if (localIndex != 0u) { return; }
  let scale = state[0];
  control[0] = 1.0 / scale;
  control[1] = select(0.0, 1.0, isGood);
  if (isGood) {
    let isGrown = state[1] + 1.0 >= params.growthInterval;
    state[0] = select(scale, min(2.0 * scale, ${LARGEST_SCALE}.0), isGrown);
    state[1] = select(state[1] + 1.0, 0.0, isGrown);
  } else {
    state[0] = max(0.5 * scale, ${SMALLEST_SCALE});
    state[1] = 0.0;
    state[2] += 1.0;
  }`,
}));

export const lossScaleKernels: WebGpuKernels<typeof lossScale> = {
  forward(backend, { state, ...grads }, { growthInterval }) {
    addUp(backend, Object.values(grads));
    const members = Object.values(grads).map((grad) => ({ param: grad, grad, row: 0, offset: 0 }));
    const counts = allocateScratch(backend, [countWorkgroups(members)]);
    let before = 0;
    for (const group of groupMembers(backend, members, 1, 1)) {
      runProgram(backend, scanProgram({ count: group.length }), {
        inputs: memberTensors(group).grads,
        outputs: { counts },
        uniforms: { ...memberValues(group, 0), before },
        workgroups: memberWorkgroups(backend, group),
        moves: { counts: countWorkgroups(group) / countWorkgroups(members) },
      });
      before += countWorkgroups(group);
    }
    const control = allocate(backend, [2]);
    runProgram(backend, stepProgram({}), {
      inputs: { counts },
      outputs: { state, control },
      uniforms: { count: util.sizeFromShape(counts.shape), growthInterval },
      workgroups: [1],
    });
    release(backend, counts);
    return [control, share(backend, state)];
  },
};
