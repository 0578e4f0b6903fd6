/** What renders views, slowest to open last. Those of tfjs have none of our kernels: they run the op's composition. */
export const PIPELINES = ['ours-webgpu', 'ours-wasm', 'tfjs-webgpu', 'tfjs-wasm', 'canvas-2d'] as const;
export type PipelineName = (typeof PIPELINES)[number];

/** A pipeline that is open, with the images where it needs them. */
export interface Pipeline {
  /** Renders all views of the work and normalises them; resolves when they are there, wherever the pipeline leaves them. */
  render(): Promise<void>;
  /** The views of the last rendering, `[views, size, size, 3]`. */
  values(): Promise<Float32Array>;
  close(): void;
}
