import { findPreset } from '../../config/presets';
import type { RunConfig } from '../../config/runConfig';
import { REFERENCE_ASPECT } from '../../config/viewsConfig';

/** @file The training steps that every engine runs: two views, both kinds of match, AdamW. */

export const WORKLOADS = ['W0', 'W1', 'W2'] as const;
export type WorkloadName = (typeof WORKLOADS)[number];

/** A workload, and what a scaling series changes of it. */
export interface WorkloadOptions {
  readonly name: WorkloadName;
  /** Images per step, in place of the workload's own. */
  readonly batch?: number;
  /** Side of the views in pixels, in place of the workload's own. */
  readonly size?: number;
}

interface Shape {
  readonly size: number;
  readonly depths: number[];
  readonly widths: number[];
  readonly batch: number;
  readonly globalExpander: string;
  readonly localExpander: string;
  /** γ, for both kinds of match and both directions. */
  readonly matches: number;
}

const SHAPES: Readonly<Record<WorkloadName, Shape>> = {
  W0: {
    size: 32,
    depths: [1, 1],
    widths: [16, 32],
    batch: 8,
    globalExpander: '32-32-32',
    localExpander: '16-16-16',
    matches: 4,
  },
  W1: {
    size: 64,
    depths: [2, 2],
    widths: [48, 96],
    batch: 32,
    globalExpander: '256-256-256',
    localExpander: '128-128-128',
    matches: 20,
  },
  W2: {
    size: 128,
    depths: [2, 2, 6],
    widths: [64, 128, 256],
    batch: 64,
    globalExpander: '1024-1024-1024',
    localExpander: '256-256-256',
    matches: 20,
  },
};

const PATCH = 4;
/** Long enough that no run of the bench reaches its end. */
const LENGTH = 100_000;
const WARMUP = 10;

/** The configuration of a workload. */
export function workloadConfig({ name, batch, size }: WorkloadOptions): RunConfig {
  const shape = SHAPES[name];
  const side = size ?? shape.size;
  const config = structuredClone(findPreset('playground-convnext')!.config);
  config.views.crops = [{ size: side, count: 2, scaleMin: 0.3, scaleMax: 1, ...REFERENCE_ASPECT }];
  config.data = { ...config.data, source: 'synthetic', size: side };
  config.model = {
    backbone: {
      family: 'convnext',
      patch: PATCH,
      depths: shape.depths,
      widths: shape.widths,
      layerScale: 0,
      dropPath: 0,
    },
    globalExpander: shape.globalExpander,
    localExpander: shape.localExpander,
    expanderNorm: 'auto',
    classifier: false,
  };
  config.loss = {
    ...config.loss,
    matchesForward: shape.matches,
    matchesBackward: shape.matches,
    embeddingMatchesAll: false,
  };
  config.optim = { ...config.optim, optimizer: 'adamw', warmup: WARMUP };
  config.run = { ...config.run, batch: batch ?? shape.batch, length: LENGTH, unit: 'steps' };
  return config;
}
