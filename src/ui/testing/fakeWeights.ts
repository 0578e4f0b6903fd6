import type { RunConfig } from '../../config/runConfig';
import { writeCheckpoint } from '../../training/checkpoint';
import type { WeightsReport } from '../../worker/protocol';

/** @file Files of weights and of runs, and what is said of those that are read. */

/** A file without tensors that knows its step. */
export function fakeCheckpoint(step: number, config: RunConfig): Uint8Array {
  const { alpha: initialAlpha } = config.loss;
  return writeCheckpoint({ config, initialAlpha, step, seconds: 0, data: '', weights: {}, optimizer: {} });
}

/** Epochs that a file with an optimiser's state has done. */
export const FAKE_EPOCHS = 3;

export const FAKE_WEIGHTS_REPORT: WeightsReport = {
  used: ['backbone.norm.weight', 'backbone.norm.bias'],
  missing: ['classifier.weight', 'classifier.bias'],
  unexpected: ['backbone.head.weight'],
  mismatched: [{ name: 'projector.0.weight', expected: [512, 128], found: [8192, 768] }],
  unread: [],
  key: '',
  otherKeys: [],
  warnings: [],
};

/** Of a file that holds two models. */
export function fakeChoice(key: string): Pick<WeightsReport, 'key' | 'otherKeys'> {
  return { key, otherKeys: [key === 'teacher' ? 'student' : 'teacher'] };
}
