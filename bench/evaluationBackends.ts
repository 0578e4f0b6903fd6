/** Where probes are timed, slowest last. */
export const EVALUATION_BACKENDS = ['wasm', 'wasm-threads', 'webgpu'] as const;
export type EvaluationBackend = (typeof EVALUATION_BACKENDS)[number];
