/** Backends that parity can run on. */
export type ParityBackend = 'cpu' | 'wasm' | 'webgpu';

interface Tolerance {
  /** CPU backends, plain or WebAssembly. */
  readonly cpu: number;
  /** Looser, at most ten times, where the GPU's order of summation and its exp and sqrt need it. */
  readonly webgpu: number;
}

/**
 * The largest error that passes, per kind and measure. Relative: max|a − b| / max|b| of a tensor. Indices, gathers,
 * grids' shapes and checkpoint weights are compared for equality and do not appear here.
 */
export const TOLERANCES = {
  criterion: {
    terms: { cpu: 1e-5, webgpu: 1e-4 },
    gradients: { cpu: 1e-5, webgpu: 1e-4 },
  },
  matching: {
    /** Absolute. */
    distance: { cpu: 1e-4, webgpu: 1e-3 },
  },
  convnext: {
    outputs: { cpu: 1e-5, webgpu: 1e-4 },
    gradients: { cpu: 5e-5, webgpu: 5e-4 },
  },
  resnet: {
    outputs: { cpu: 5e-5, webgpu: 5e-4 },
    gradients: { cpu: 3e-4, webgpu: 3e-3 },
  },
  expander: {
    outputs: { cpu: 1e-5, webgpu: 1e-4 },
    gradients: { cpu: 1e-5, webgpu: 1e-4 },
    /** Absolute: what is left of a gradient that is 0 in theory. */
    noise: { cpu: 1e-4, webgpu: 1e-3 },
  },
  optimizer: {
    parameters: { cpu: 2e-6, webgpu: 2e-5 },
  },
  schedule: {
    rate: { cpu: 1e-12, webgpu: 1e-12 },
  },
  grid: {
    locations: { cpu: 1e-6, webgpu: 1e-6 },
  },
  augment: {
    /** Levels of 255, of the operations on the CPU, whatever the backend; also below. */
    bytes: { cpu: 1, webgpu: 1 },
    normalized: { cpu: 1e-6, webgpu: 1e-6 },
    /** Views as the backend renders them, where the crop keeps its size. */
    photometricMean: { cpu: 1, webgpu: 2 },
    photometricWorst: { cpu: 1, webgpu: 6 },
    /** The same where it is resized. */
    resizedMean: { cpu: 1, webgpu: 3 },
  },
  checkpoint: {
    /** Of sums that were added up in another order, as a share of the sum of magnitudes. */
    sums: { cpu: 1e-9, webgpu: 1e-9 },
  },
  steps: {
    terms: { cpu: 1e-3, webgpu: 1e-2 },
    metrics: { cpu: 1e-2, webgpu: 5e-2 },
    /** Absolute floor of a metric's error. */
    metricsAbsolute: { cpu: 1e-4, webgpu: 1e-3 },
    gradients: { cpu: 2e-4, webgpu: 2e-3 },
    /** Absolute: what is left of a gradient that is 0 in theory. */
    noise: { cpu: 1e-4, webgpu: 1e-3 },
    /** Share of the way that a tensor moved. */
    movement: { cpu: 2e-2, webgpu: 5e-2 },
    /** Absolute: tensors that do not move in theory. */
    still: { cpu: 1e-5, webgpu: 1e-5 },
  },
} as const satisfies Record<string, Record<string, Tolerance>>;

/** The column of the table that a backend is held to. */
export function column(backend: ParityBackend): keyof Tolerance {
  return backend === 'webgpu' ? 'webgpu' : 'cpu';
}
