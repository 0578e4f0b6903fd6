import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GroupMember } from './parameterGroup';

/** The parameters of an op on a list of them with packed slots: inputs `param0`, `grad0`, `param1`, … */
export function packedMembers(
  inputs: Readonly<Record<string, TensorInfo>>,
  { rows, offsets }: { rows: readonly number[]; offsets: readonly number[] },
): GroupMember[] {
  return rows.map((row, i) => ({
    param: inputs[`param${i}`]!,
    grad: inputs[`grad${i}`]!,
    row,
    offset: offsets[i]!,
  }));
}
