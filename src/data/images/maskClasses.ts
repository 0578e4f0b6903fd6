import type { Account } from '../account';
import { IGNORED_CLASS } from '../imageSet';

const FOREGROUND = 1;

/** Finds out what the values of all masks of a set mean. */
export class MaskValues {
  private readonly seen = new Uint8Array(256);

  /** @param values of a whole mask, before it is cut to size */
  take(values: Uint8Array): void {
    for (const value of values) this.seen[value] = 1;
  }

  /** The largest class index; -1 where there is none. */
  private get largest(): number {
    return this.seen.subarray(0, IGNORED_CLASS).lastIndexOf(1);
  }

  /** Only black and white: white is what the picture is about, not what is to be ignored. */
  private get isBlackAndWhite(): boolean {
    return this.seen[0] === 1 && this.seen[IGNORED_CLASS] === 1 && this.largest === 0;
  }

  /**
   * Makes white a class where masks are black and white, in place, and names the classes.
   *
   * @param masks `[masked.length, pixels]`
   * @param masked for each image whether it has a mask
   * @param names from a file, one for each class
   */
  settle(
    masks: Uint8Array,
    masked: readonly boolean[],
    names: readonly string[] | undefined,
    account: Account,
  ): readonly string[] {
    const binary = this.isBlackAndWhite;
    if (binary) {
      const pixels = masks.length / masked.length;
      masked.forEach((has, image) => {
        if (has) whiteToForeground(masks.subarray(image * pixels, (image + 1) * pixels));
      });
      account.remark('Masks hold only 0 and 255: 255 is taken as the foreground, class 1.');
    } else if (this.seen[IGNORED_CLASS] === 1) {
      account.remark('Pixels of 255 in masks belong to no class and are ignored.');
    }
    const count = binary ? 2 : this.largest + 1;
    if (names !== undefined && names.length >= count) return names;
    if (names !== undefined) {
      account.remark(`The list of class names is not used: it has ${names.length} for ${count} classes.`);
    }
    return binary
      ? ['background', 'foreground']
      : Array.from({ length: count }, (_, index) => `class ${index}`);
  }
}

function whiteToForeground(mask: Uint8Array): void {
  mask.forEach((value, pixel) => {
    if (value === IGNORED_CLASS) mask[pixel] = FOREGROUND;
  });
}
