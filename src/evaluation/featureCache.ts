import type { ImageSet } from '../data/imageSet';
import { fingerprintOf } from '../fingerprint';
import type { FeatureProtocol, Features } from './features';

/** Whose features of what are meant. */
export interface FeatureKey {
  /** Of the weights, see `Subject.fingerprint`. */
  readonly subject: string;
  readonly data: ImageSet;
  readonly images: Int32Array;
  readonly protocol: FeatureProtocol;
}

const DEFAULT_BYTES = 2 ** 28;

/**
 * Features of one session, so that several probes and several evaluations of the same weights compute them once. Holds
 * at most `bytes`; what was used longest ago goes first.
 */
export class FeatureCache {
  private readonly capacity: number;
  /** In the order of their last use. */
  private readonly entries = new Map<string, Features>();
  private readonly dataFingerprints = new WeakMap<ImageSet, string>();

  constructor(bytes = DEFAULT_BYTES) {
    this.capacity = bytes;
  }

  /** Bytes of all features that it holds. */
  get bytes(): number {
    return [...this.entries.values()].reduce((sum, features) => sum + bytesOf(features), 0);
  }

  /** The features where it has them, with their maps where these are wanted, else what `compute` makes, which it keeps. */
  async features(key: FeatureKey, wantsMaps: boolean, compute: () => Promise<Features>): Promise<Features> {
    const text = this.textOf(key);
    const known = this.entries.get(text);
    const isKnown = known !== undefined && (known.maps !== undefined || !wantsMaps);
    const features = isKnown ? known : await compute();
    this.entries.delete(text);
    this.keep(text, features);
    return features;
  }

  clear(): void {
    this.entries.clear();
  }

  private keep(text: string, features: Features): void {
    if (bytesOf(features) > this.capacity) return;
    this.entries.set(text, features);
    for (const oldest of this.entries.keys()) {
      if (this.bytes <= this.capacity) break;
      this.entries.delete(oldest);
    }
  }

  private textOf({ subject, data, images, protocol }: FeatureKey): string {
    return JSON.stringify([subject, this.dataFingerprint(data), fingerprintOf(images), protocol]);
  }

  /** Of the pixels: labels and masks leave features as they are. */
  private dataFingerprint(data: ImageSet): string {
    let known = this.dataFingerprints.get(data);
    if (known === undefined) {
      known = fingerprintOf(Int32Array.of(data.count, data.height, data.width), data.images);
      this.dataFingerprints.set(data, known);
    }
    return known;
  }
}

function bytesOf({ representation, maps }: Features): number {
  return representation.byteLength + (maps?.byteLength ?? 0);
}
