import type { FailureInfo } from '../failure';

/** What a graphics adapter says of itself; empty text where the browser does not tell. */
export interface AdapterFacts {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  /** Of the driver, where the browser tells more than the description. */
  readonly driver: string;
  /** Lanes of a subgroup, at least and at most. */
  readonly subgroups?: readonly [least: number, most: number];
  /** The limits of WebGPU that the device was opened with, by their names there. */
  readonly limits: Readonly<Record<string, number>>;
}

/** What people are told of the device that computes. */
export interface DeviceSummary {
  /** `webgpu`, `wasm` or `cpu`. */
  readonly backend: string;
  /** The adapter's own name, e.g. "NVIDIA H100" or "SwiftShader". */
  readonly name: string;
  /** True when the processor computes, by itself or as a software adapter. */
  readonly software: boolean;
  readonly features: readonly string[];
  /** Absent where no graphics adapter computes. */
  readonly adapter?: AdapterFacts;
  /** Threads that compute, on the processor. */
  readonly threads?: number;
  /** Why the processor was taken, where nobody asked for it: there is no GPU, or only a software adapter. */
  readonly fallback?: FailureInfo;
  /** Bytes of the largest buffer. */
  readonly maxBufferSize: number;
  /** Bytes of the largest buffer that a program may use. */
  readonly maxStorageBufferBindingSize: number;
  /** Bytes of all tensors together, where that is known. */
  readonly maxMemory?: number;
}
