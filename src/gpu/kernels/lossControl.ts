/** @file What the update kernels do with the `control` of a scaled loss (`lossScale`), as WGSL. */

/** The buffer, where the loss is scaled. */
export function controlInput(controlled: boolean): { control?: 'f32' } {
  return controlled ? { control: 'f32' } : {};
}

/** Leaves without a trace when the step must change nothing. */
export function applyControl(controlled: boolean): string {
  return controlled ? 'if (control[1] == 0.0) { return; }' : '';
}

/** A gradient of the loss from one of the scaled loss. */
export function unscaled(gradient: string, controlled: boolean): string {
  return controlled ? `(${gradient} * control[0])` : gradient;
}
