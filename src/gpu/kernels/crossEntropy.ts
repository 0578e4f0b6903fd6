import { allocate } from '../backendView';
import { runProgram } from '../dispatch';
import { TOP_GUESSES, type crossEntropy } from '../../ops/crossEntropy';
import { defineProgram } from '../program';
import { FLAT_THREADS, shape2 } from './flat';
import type { WebGpuKernels } from './kernel';
import { workgroupSum } from './workgroupSum';

/** @file The online classifier's loss and accuracies, one thread per sample. */

const THREADS = 64;
/** Floating-point operations of a logit. */
const OPERATIONS = { loss: 3, gradient: 8 };

/** WGSL: the largest logit of sample `sample`, and the sum of all e^(logit − largest). */
const SOFTMAX = `
    let first = sample * params.classes;
    var largest = logits[first];
    for (var c = 1u; c < params.classes; c++) { largest = max(largest, logits[first + c]); }
    var sum = 0.0;
    for (var c = 0u; c < params.classes; c++) { sum += exp(logits[first + c] - largest); }`;

const UNIFORMS = { batch: 'u32', classes: 'u32' } as const;

const lossProgram = defineProgram('crossEntropy', () => ({
  inputs: { logits: 'f32', labels: 'i32' },
  outputs: { loss: 'f32', accuracies: 'f32' },
  uniforms: UNIFORMS,
  workgroupSize: [THREADS],
  declarations: workgroupSum(THREADS),
  main: `
  var total = vec3<f32>();
  for (var sample = localIndex; sample < params.batch; sample += ${THREADS}u) {
    ${SOFTMAX}
    let own = logits[first + u32(labels[sample])];
    var ahead = 0u;
    for (var c = 0u; c < params.classes; c++) { ahead += select(0u, 1u, logits[first + c] > own); }
    total += vec3<f32>(log(sum) - (own - largest), select(0.0, 1.0, ahead < 1u), select(0.0, 1.0, ahead < ${TOP_GUESSES}u));
  }
  let mean = vec3<f32>(workgroupSum(total.x, localIndex), workgroupSum(total.y, localIndex), workgroupSum(total.z, localIndex)) / f32(params.batch);
  if (localIndex == 0u) {
    loss[0] = mean.x;
    accuracies[0] = mean.y;
    accuracies[1] = mean.z;
  }`,
}));

const gradientProgram = defineProgram('crossEntropyGradient', () => ({
  inputs: { dy: 'f32', logits: 'f32', labels: 'i32' },
  outputs: { gradient: 'f32' },
  uniforms: UNIFORMS,
  workgroupSize: [FLAT_THREADS],
  main: `
  let sample = global.x;
  if (sample >= params.batch) { return; }
    ${SOFTMAX}
  for (var c = 0u; c < params.classes; c++) {
    let wanted = select(0.0, 1.0, c == u32(labels[sample]));
    gradient[first + c] = dy[0] / f32(params.batch) * (exp(logits[first + c] - largest) / sum - wanted);
  }`,
}));

export const crossEntropyKernels: WebGpuKernels<typeof crossEntropy> = {
  forward(backend, { logits, labels }) {
    const [batch, classes] = shape2(logits);
    const loss = allocate(backend, []);
    const accuracies = allocate(backend, [2]);
    runProgram(backend, lossProgram({}), {
      inputs: { logits, labels },
      outputs: { loss, accuracies },
      uniforms: { batch, classes },
      workgroups: [1],
      operations: OPERATIONS.loss * batch * classes,
    });
    return [loss, accuracies];
  },

  logitsGradient(backend, { dy, logits, labels }) {
    const [batch, classes] = shape2(logits);
    const gradient = allocate(backend, logits.shape);
    runProgram(backend, gradientProgram({}), {
      inputs: { dy, logits, labels },
      outputs: { gradient },
      uniforms: { batch, classes },
      workgroups: [Math.ceil(batch / FLAT_THREADS)],
      operations: OPERATIONS.gradient * batch * classes,
    });
    return gradient;
  },
};
