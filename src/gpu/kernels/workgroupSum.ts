/** @file Sums that come out the same on every run: fixed shares per thread, a fixed tree per workgroup, no atomics. */

/**
 * WGSL function `workgroupSum(value, lane) -> f32`: the sum over a workgroup of `threads` (a square) threads, known to all
 * of them. All threads must reach the call. In two rounds instead of a binary tree: barriers are what it costs, above
 * all on software adapters.
 */
export function workgroupSum(threads: number): string {
  const side = Math.sqrt(threads);
  return `
var<workgroup> addends: array<f32, ${threads}>;
var<workgroup> addendSums: array<f32, ${side}>;
fn workgroupSum(value: f32, lane: u32) -> f32 {
  addends[lane] = value;
  workgroupBarrier();
  if (lane < ${side}u) {
    var sum = 0.0;
    for (var i = 0u; i < ${side}u; i++) { sum += addends[i * ${side}u + lane]; }
    addendSums[lane] = sum;
  }
  workgroupBarrier();
  var total = 0.0;
  for (var i = 0u; i < ${side}u; i++) { total += addendSums[i]; }
  return total;
}`;
}
