import { findPreset } from '../../../config/presets';
import type { MatchSnapshot, RankedMatches, SnapshotView } from '../../../reports/matches';
import { writeSafetensors } from '../../safetensors';
import type { RunBundle } from '../runBundle';

const SIZE = 4;
const CELLS = 4;

function tinyView(flip: boolean, embeds: boolean): SnapshotView {
  return {
    parameters: {
      crop: { top: 0, left: 1, height: 6, width: 6 },
      flip,
      jitter: [{ operation: 'hue', amount: 0.1 }],
      grayscale: false,
      blurSigma: 0.5,
      solarize: false,
    },
    size: SIZE,
    pixels: Uint8Array.from({ length: SIZE * SIZE * 3 }, (_, at) => (at * 37) % 256),
    rows: 2,
    columns: 2,
    locations: Float32Array.from({ length: 2 * CELLS }, (_, at) => 1.5 + at),
    cell: [3, 3],
    features: Float32Array.from({ length: 3 * CELLS }, (_, at) => Math.fround(Math.sin(at))),
    ...(embeds ? { embeddings: Float32Array.from({ length: 2 * CELLS }, (_, at) => at / 8) } : {}),
  };
}

function matches(shift: number): RankedMatches {
  return {
    input: Int32Array.of(2, 0, 1, 3),
    candidate: Int32Array.from([2, 0, 1, 3], (cell) => (cell + shift) % CELLS),
    distance: Float32Array.of(0.25, 0.5, 1, 2),
  };
}

export function tinySnapshot(step: number, embeds = true): MatchSnapshot {
  return {
    step,
    imageIndex: 7,
    label: 'bird',
    source: { height: 8, width: 8, pixels: Uint8Array.from({ length: 192 }, (_, at) => at) },
    views: [tinyView(false, embeds), tinyView(true, embeds)],
    byEmbedding: matches(1),
    byLocation: matches(0),
    keptByEmbedding: 4,
    keptByLocation: 2,
    accuracy: { ...(embeds ? { embeddings: 0.25 } : {}), features: 0.5, chance: 0.1, count: 4 },
  };
}

/** A small run of two reported steps with every part that a run can have. */
export function tinyBundle(change: Partial<RunBundle> = {}): RunBundle {
  const config = structuredClone(findPreset('playground')!.config);
  const weight = { dtype: 'F32', shape: [2, 2], data: Float32Array.of(1, -2, 3, 0.5) } as const;
  const classification = {
    top1: 0.75,
    top5: 1,
    chance: 0.25,
    labels: 1,
    confusion: [
      [3, 1],
      [0, 4],
    ],
  };
  return {
    name: 'playground',
    config,
    initialAlpha: 0.75,
    step: 2,
    metrics: [
      { step: 0, accuracy: { features: 0.2, chance: 0.1, count: 40 } },
      { step: 1, seconds: 0.5, loss: { total: 12.5, global: { invariance: 1, variance: 2, covariance: 3 } } },
      { step: 2, seconds: 1, loss: { total: Number.NaN }, lossScale: 65_536 },
    ],
    evaluations: [
      {
        subject: 'weights',
        report: {
          subject: 'weights of step 2',
          data: 'scenes',
          step: 2,
          split: { train: 10, validation: 2, test: 8, source: 'data set' },
          classNames: ['bird', 'car'],
          linear: [{ ...classification, rate: 0.1 }],
          knn: { top1: 0.5, chance: 0.25, k: 20, temperature: 0.07 },
          segmentation: { meanIou: 0.4, ious: [0.5, null], pixelAccuracy: 0.8, chance: 0.2 },
          matching: { radii: [{ radius: 1, features: 0.5, embeddings: 0.25, chance: 0.1 }], count: 40 },
          semantic: { accuracy: Number.NaN, chance: 0.3, count: 0 },
          finetune: [{ ...classification, backboneRate: 0.01, headRate: 0.1, epochs: 2 }],
          left: [{ probe: 'finetuneSegmentation', reason: 'there are no masks' }],
          seconds: { features: 1.5 },
        },
      },
    ],
    snapshots: [tinySnapshot(0, false), tinySnapshot(2)],
    data: {
      name: 'scenes',
      count: 256,
      height: 64,
      width: 64,
      classNames: ['bird', 'car'],
      hasMasks: true,
    },
    environment: { program: 'VICRegL Playground 0.1.0', runtime: 'a test', backend: 'cpu', adapter: 'none' },
    weights: writeSafetensors({ 'backbone.weight': weight }, { step: '2' }),
    checkpoint: writeSafetensors(
      { 'backbone.weight': weight, 'optimizer/exp_avg/backbone.weight': weight },
      { step: '2', seconds: '1', initialAlpha: '0.75', data: '0123456789abcdef' },
    ),
    ...change,
  };
}
