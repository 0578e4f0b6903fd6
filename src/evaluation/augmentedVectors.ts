import * as tf from '@tensorflow/tfjs-core';
import type { ImageSet } from '../data/imageSet';
import { DeviceViews } from './deviceViews';
import { CROP_SCALE, randomView } from './randomView';
import type { FeatureProtocol } from './features';
import type { Subject } from './subject';

/** Views that go through the subject together. */
const BATCH = 64;

/** Representations of random crops and flips of the same images, new ones in every epoch. */
export class AugmentedVectors {
  private readonly subject: Subject;
  private readonly data: ImageSet;
  private readonly size: number;
  private readonly seed: number;
  private readonly views: DeviceViews;

  /** @param input side of the views in pixels, and what they are normalised by. */
  constructor(
    subject: Subject,
    data: ImageSet,
    images: Int32Array,
    { size, normalization }: Pick<FeatureProtocol, 'size' | 'normalization'>,
    seed: number,
  ) {
    this.subject = subject;
    this.data = data;
    this.size = size;
    this.seed = seed;
    this.views = new DeviceViews(data, images, normalization);
  }

  /** `[places.length, channels]`, of the images at these places of the list; the caller disposes of them. */
  batch(places: Int32Array, epoch: number): tf.Tensor2D {
    const portions = Array.from({ length: Math.ceil(places.length / BATCH) }, (_, portion) =>
      places.subarray(portion * BATCH, (portion + 1) * BATCH),
    );
    return tf.tidy(() =>
      tf.concat2d(
        portions.map((own) =>
          tf.tidy(() => {
            const drawn = Array.from(own, (place) =>
              randomView(this.data, CROP_SCALE, this.seed, epoch, place),
            );
            return this.subject.forward(this.views.render(own, drawn, this.size)).representation;
          }),
        ),
        0,
      ),
    );
  }

  dispose(): void {
    this.views.dispose();
  }
}
