import type { ImageSet } from '../data/imageSet';
import type { Watch } from './cancellation';
import { FeatureCache } from './featureCache';
import { extractFeatures, takeRows, type FeatureProtocol, type Features } from './features';
import type { LabelledVectors } from './knn';
import type { Split } from './splits';
import type { Subject } from './subject';

/** Parts of a split of which somebody will want maps. */
export interface MapsWanted {
  readonly part: keyof Split;
  readonly protocol: FeatureProtocol;
}

/** Stands for a subject in a cache that sees no other. */
const ONLY_SUBJECT = 'subject';

/** The features of one subject for all probes of an evaluation: each is computed once, with maps where any probe has need. */
export class FeatureSource {
  /** Seconds that computing features took. */
  seconds = 0;
  private readonly subject: Subject;
  private readonly data: ImageSet;
  private readonly split: Split;
  private readonly wanted: readonly MapsWanted[];
  private readonly cache: FeatureCache;
  /** Of the subject's weights. */
  private readonly fingerprint: Promise<string>;

  /** @param cache of the session; left out, features are kept for this evaluation only. */
  constructor(
    subject: Subject,
    data: ImageSet,
    split: Split,
    wanted: readonly MapsWanted[],
    cache?: FeatureCache,
  ) {
    this.subject = subject;
    this.data = data;
    this.split = split;
    this.wanted = wanted;
    this.cache = cache ?? new FeatureCache();
    this.fingerprint = cache === undefined ? Promise.resolve(ONLY_SUBJECT) : subject.fingerprint();
  }

  /** @throws Cancelled when the watch's signal is aborted. */
  async of(part: keyof Split, protocol: FeatureProtocol, watch: Watch): Promise<Features> {
    const { subject, data, split } = this;
    const images = split[part];
    const own = JSON.stringify(protocol);
    const maps = this.wanted.some((want) => want.part === part && JSON.stringify(want.protocol) === own);
    const key = { subject: await this.fingerprint, data, images, protocol };
    return this.cache.features(key, maps, async () => {
      const begun = performance.now();
      try {
        return await extractFeatures(subject, data, images, protocol, { maps }, watch);
      } finally {
        this.seconds += (performance.now() - begun) / 1000;
      }
    });
  }

  /** Representations of a part with their labels. */
  async vectors(part: keyof Split, protocol: FeatureProtocol, watch: Watch): Promise<LabelledVectors> {
    const { representation, width } = await this.of(part, protocol, watch);
    const labels = Array.from(this.split[part], (image) => this.data.labels![image]!);
    return { vectors: representation, labels, channels: width };
  }
}

/** Some rows of labelled vectors. */
export function takeVectors(
  { vectors, labels, channels }: LabelledVectors,
  rows: ArrayLike<number>,
): LabelledVectors {
  return {
    vectors: takeRows(vectors, channels, rows),
    labels: Array.from(rows, (row) => labels[row]!),
    channels,
  };
}
