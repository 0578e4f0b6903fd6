/** Why an image or a mask cannot be used: a short sentence in our own words. */
export class ImageProblem extends Error {
  /** What files like it are counted as; without one, its ending says it. */
  readonly kind: string | undefined;

  constructor(reason: string, kind?: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'ImageProblem';
    this.kind = kind;
  }
}

export const DAMAGED = 'damaged';
export const TOO_LARGE = 'too large';

/** A decoder's own words mean little to people, and libvips mixes those of images that it reads at the same time. */
export function damaged(): ImageProblem {
  return new ImageProblem('It is damaged or cut off.', DAMAGED);
}
