/** A value that every group of a workgroup's invocations has, and its place in workgroup memory, as WGSL expressions. */
interface SharedSum {
  readonly value: string;
  readonly place: string;
}

/**
 * WGSL: adds the values of a workgroup's other groups to those of group 0, one group after the other, for the same bits on
 * every run. All invocations have to reach it, and none may need what was at these places before.
 * @param groups how many there are
 * @param group WGSL expression of an invocation's group
 */
export function addInTurn(groups: number, group: string, sums: readonly SharedSum[]): string {
  const each = (write: (sum: SharedSum) => string): string => sums.map(write).join(' ');
  return `
  for (var turn = 1u; turn < ${groups}u; turn++) {
    if (${group} == turn) { ${each(({ value, place }) => `${place} = ${value};`)} }
    workgroupBarrier();
    if (${group} == 0u) { ${each(({ value, place }) => `${value} += ${place};`)} }
    workgroupBarrier();
  }`;
}
