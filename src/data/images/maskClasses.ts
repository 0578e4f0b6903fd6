import type { Account } from '../account';
import { IGNORED_CLASS } from '../imageSet';

const FOREGROUND = 1;

/** What the values of a set's masks mean. */
export interface MaskMeaning {
  readonly maskClassNames: readonly string[];
  readonly whiteIsForeground: boolean;
}

/** Finds out what the values of all masks of a set mean. */
export class MaskValues {
  private readonly seen = new Uint8Array(256);
  private readonly ignoreClass: number;

  /** @param ignoreClass class that is left out, beside `IGNORED_CLASS` */
  constructor(ignoreClass = IGNORED_CLASS) {
    this.ignoreClass = ignoreClass;
  }

  /** @param values of a whole mask, before it is cut to size */
  take(values: Uint8Array): void {
    for (const value of values) this.seen[value] = 1;
  }

  /** The largest class index; -1 where there is none. */
  private get largest(): number {
    return this.seen.subarray(0, IGNORED_CLASS).lastIndexOf(1);
  }

  /** Takes out the class that is to be left out, in place; says whether there is one. */
  private leaveOut(masks: Uint8Array, account: Account): boolean {
    const { ignoreClass } = this;
    if (ignoreClass === IGNORED_CLASS || this.seen[ignoreClass] === 0) return false;
    masks.forEach((value, pixel) => {
      if (value === ignoreClass) masks[pixel] = IGNORED_CLASS;
    });
    this.seen[ignoreClass] = 0;
    account.remark(`Pixels of class ${ignoreClass} in masks are ignored, as set.`);
    return true;
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
  ): MaskMeaning {
    const isPartLeftOut = this.leaveOut(masks, account);
    const whiteIsForeground = !isPartLeftOut && this.isBlackAndWhite;
    if (whiteIsForeground) {
      whiteToForeground(masks, masked);
      account.remark('Masks hold only 0 and 255: 255 is taken as the foreground, class 1.');
    } else if (this.seen[IGNORED_CLASS] === 1) {
      account.remark('Pixels of 255 in masks belong to no class and are ignored.');
    }
    const count = whiteIsForeground ? 2 : this.largest + 1;
    if (names !== undefined && names.length >= count) {
      const lastIsLeftOut = isPartLeftOut && this.ignoreClass === names.length - 1;
      return { maskClassNames: lastIsLeftOut ? names.slice(0, -1) : names, whiteIsForeground };
    }
    if (names !== undefined) {
      account.remark(`The list of class names is not used: it has ${names.length} for ${count} classes.`);
    }
    const maskClassNames = whiteIsForeground
      ? ['background', 'foreground']
      : Array.from({ length: count }, (_, index) => `class ${index}`);
    return { maskClassNames, whiteIsForeground };
  }

  /**
   * Gives masks the meaning that those of another set have, in place. Pixels of a class that it has not are ignored.
   *
   * @param masks `[masked.length, pixels]`
   * @param masked for each image whether it has a mask
   */
  adopt(
    masks: Uint8Array,
    masked: readonly boolean[],
    { maskClassNames, whiteIsForeground }: MaskMeaning,
    account: Account,
  ): void {
    this.leaveOut(masks, account);
    if (whiteIsForeground) whiteToForeground(masks, masked);
    if (this.largest < maskClassNames.length) return;
    account.remark(
      `Masks hold classes up to ${this.largest}; those from ${maskClassNames.length} on are ignored, as training has none.`,
    );
    masks.forEach((value, pixel) => {
      if (value >= maskClassNames.length) masks[pixel] = IGNORED_CLASS;
    });
  }
}

function whiteToForeground(masks: Uint8Array, masked: readonly boolean[]): void {
  const pixels = masks.length / masked.length;
  masked.forEach((has, image) => {
    if (!has) return;
    for (let pixel = image * pixels; pixel < (image + 1) * pixels; pixel++) {
      if (masks[pixel] === IGNORED_CLASS) masks[pixel] = FOREGROUND;
    }
  });
}
