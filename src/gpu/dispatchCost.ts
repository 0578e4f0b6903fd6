/** @file What a dispatch has to do, noted as it is issued; a recorded step tells it. */

export interface DispatchCost {
  /** Floating-point operations that its result asks for; a multiply-add is two. */
  readonly operations: number;
  /** Bytes that it moves through memory. */
  readonly bytes: number;
  /** Of `bytes`, those to and from scratch tensors. */
  readonly scratchBytes: number;
}

const costs = new WeakMap<GPUBindGroup, DispatchCost>();

/** Notes the cost of the dispatch that this bind group is made for. */
export function noteCost(bindGroup: GPUBindGroup, cost: DispatchCost): void {
  costs.set(bindGroup, cost);
}

/** `undefined` for a bind group of tfjs's own programs. */
export function costOf(bindGroup: GPUBindGroup): DispatchCost | undefined {
  return costs.get(bindGroup);
}
