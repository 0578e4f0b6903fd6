import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { mapSide, representationSize, totalStride } from '../config/geometry';
import { PRESETS } from '../config/presets';
import { GPU_SHAPES } from '../training/testing/gpuShapes';
import { backboneForward } from './backbone';
import { backboneSpecs } from './backboneSpecs';

/** @file A backbone is described by its specs, its forward pass and its geometry: they must say the same. */

beforeAll(() => tf.setBackend('cpu'));

describe.each(PRESETS.map(({ name, config }) => [name, config.model.backbone] as const))(
  'the backbone of %s',
  (_, backbone) => {
    const stride = totalStride(backbone);

    it.each([2 * stride, 3 * stride])('has the map that its geometry says, for views of %i px', (size) => {
      const shape = GPU_SHAPES.dryRun(() =>
        tf.tidy(() => {
          const params = Object.fromEntries(
            backboneSpecs(backbone).map(({ name, shape: sides, dtype = 'float32' }) => [
              name,
              tf.fill([...sides], 1, dtype),
            ]),
          );
          const x = tf.fill<tf.Rank.R4>([2, size, size, 3], 0);
          const { maps, rows, columns, representation } = backboneForward(backbone, params, x, {
            training: false,
          });
          return { maps: maps.shape, rows, columns, representation: representation.shape };
        }),
      );
      const [side, width] = [mapSide(backbone, size), representationSize(backbone)];
      expect(shape).toEqual({
        maps: [2, side ** 2, width],
        rows: side,
        columns: side,
        representation: [2, width],
      });
    });

    it('reads every parameter of its specs, and no other', () => {
      const read = new Set<string>();
      GPU_SHAPES.dryRun(() =>
        tf.tidy(() => {
          const params = Object.fromEntries(
            backboneSpecs(backbone).map(({ name, shape, dtype = 'float32' }) => [
              name,
              tf.fill([...shape], 1, dtype),
            ]),
          );
          const watched = new Proxy(params, {
            get: (tensors, name: string) => {
              read.add(name);
              return tensors[name];
            },
          });
          const x = tf.fill<tf.Rank.R4>([2, 2 * stride, 2 * stride, 3], 0);
          const { buffers } = backboneForward(backbone, watched, x, { training: true });
          tf.dispose(buffers);
        }),
      );
      const names = backboneSpecs(backbone).map(({ name }) => name);
      const isRead = (name: string) => !name.endsWith('num_batches_tracked');
      expect([...read].filter(isRead).toSorted()).toEqual(names.filter(isRead).toSorted());
    });
  },
);
