import type { GroupMember } from './parameterGroup';
import { need, type KernelInputs } from './register';

/** The parameters of an op on a list of them with packed slots: inputs `param0`, `grad0`, `param1`, … */
export function packedMembers(
  inputs: KernelInputs,
  rows: readonly number[],
  offsets: readonly number[],
): GroupMember[] {
  return rows.map((row, i) => ({
    param: need(inputs, `param${i}`),
    grad: need(inputs, `grad${i}`),
    slots: [],
    row,
    offset: offsets[i]!,
  }));
}
