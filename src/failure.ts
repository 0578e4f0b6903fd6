/** What went wrong, as a name that code and tests can rely on. */
export type FailureCode =
  | 'no_webgpu'
  | 'no_adapter'
  | 'no_device'
  | 'software_adapter'
  | 'no_simd'
  | 'device_lost'
  | 'device_busy'
  | 'device_wrong'
  | 'worker_lost'
  | 'out_of_memory'
  | 'config_invalid'
  | 'config_version'
  | 'link_broken'
  | 'data_missing'
  | 'data_changed'
  | 'data_truncated'
  | 'data_unreadable'
  | 'data_too_small'
  | 'loss_not_finite'
  | 'weights_mismatch'
  | 'look_subject_missing'
  | `checkpoint_bad_${string}`
  | `bundle_bad_${string}`
  | 'cancelled'
  | 'output_unusable'
  | 'output_in_use'
  | 'output_taken'
  | 'storage_full'
  | 'storage_failed'
  | 'sweep_incomplete'
  | 'parity_failed'
  | 'internal';

/** An error that a person can act on: what happened, while doing what, and what to do. */
export interface FailureInfo {
  readonly code: FailureCode;
  /** What happened, in one sentence. */
  readonly message: string;
  /** What the program was doing, e.g. "reading data_batch_1.bin". */
  readonly doing?: string;
  /** What to do about it, in one sentence. */
  readonly remedy?: string;
  /** Values of the configuration with which it would not happen. */
  readonly settings?: readonly SuggestedSetting[];
}

/** A value for a field of the configuration. */
export interface SuggestedSetting {
  /** E.g. `model.backbone.layerScale`. */
  readonly path: string;
  readonly value: unknown;
}

/** The one error type that crosses rooms; plain data once `info` is taken, so that it crosses workers too. */
export class Failure extends Error {
  readonly info: FailureInfo;

  constructor(info: FailureInfo, options?: ErrorOptions) {
    super(info.message, options);
    this.name = 'Failure';
    this.info = info;
  }
}

/** Any thrown value as a `FailureInfo`; what is not a `Failure` becomes `internal`. */
export function failureInfo(error: unknown, doing?: string): FailureInfo {
  if (error instanceof Failure) return error.info;
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message, ...(doing === undefined ? {} : { doing }) };
}
