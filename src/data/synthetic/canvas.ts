import { boundingBox } from './outline';
import type { Outline } from './outline';
import { noise } from './patterns';
import { inverse } from './placement';
import type { Placement } from './placement';
import type { Part } from './surface';

/** Where the light comes from (a unit vector: x right, y down, z towards the viewer). */
export type Light = readonly [number, number, number];

/** Samples per pixel in either direction; `resolve` is written for two. */
const OVERSAMPLING = 2;
/** Crossings of one row with one outline; outlines here have far fewer. */
const MAX_CROSSINGS = 64;
/** Brightness of surfaces in full shade, and what light falling straight on them adds. */
const AMBIENT = 0.66;
const DIFFUSE = 0.46;
/** Where highlights begin (cosine between the light and the surface) and how fast they brighten. */
const HIGHLIGHT = 0.86;
const SHINE = 900;
/** Every surface is a little uneven: share of brightness that noise decides. */
const UNEVENNESS = 0.16;

/** A picture in the making: colours and classes of `OVERSAMPLING`² samples per pixel, painted back to front. */
export class Canvas {
  readonly size: number;
  readonly samples: number;
  private readonly colors: Float32Array;
  private readonly classes: Uint8Array;
  private readonly stamps: Int32Array;
  private stamp = 0;
  private readonly crossings: Float64Array;
  private readonly counts: Int32Array;

  constructor(size: number) {
    this.size = size;
    this.samples = size * OVERSAMPLING;
    const count = this.samples * this.samples;
    this.colors = new Float32Array(count * 3);
    this.classes = new Uint8Array(count);
    this.stamps = new Int32Array(count);
    this.crossings = new Float64Array(this.samples * MAX_CROSSINGS);
    this.counts = new Int32Array(this.samples);
  }

  /** Paints a part and gives its samples the class. */
  paint(part: Part, placement: Placement, light: Light, classIndex: number): void {
    const { base, accent, pattern, relief, gloss } = part.surface;
    const box = boundingBox(part.outline);
    const [centerX, centerY] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const [inverseX, inverseY] = [2 / (box.right - box.left), 2 / (box.bottom - box.top)];
    const back = inverse(placement);
    const [a, b, c, d] = back.linear;
    const [offsetX, offsetY] = back.offset;
    const { scale } = placement;
    const [lightX, lightY, lightZ] = [
      (a * light[0] + b * light[1]) * scale,
      (c * light[0] + d * light[1]) * scale,
      light[2],
    ];
    const { colors, classes, samples } = this;
    const [red, green, blue] = base;
    const [moreRed, moreGreen, moreBlue] = [accent[0] - red, accent[1] - green, accent[2] - blue];
    const step = 2 / samples;
    // Flat surfaces are backdrops, large and without fine parts: the two samples of a pixel's row share a value.
    const shared = relief === 0 ? 1 : 0;
    this.spans(part.outline, placement, (row, from, to) => {
      const y = (row + 0.5) * step - 1;
      const [rowU, rowV] = [b * y + offsetX, d * y + offsetY];
      let [shownRed, shownGreen, shownBlue] = [0, 0, 0];
      for (let column = from; column < to; column++) {
        if (column === from || (column & shared) === 0) {
          const x = (column + 0.5) * step - 1;
          const u = a * x + rowU;
          const v = c * x + rowV;
          let facing = lightZ;
          if (relief > 0) {
            // The part is lit like the half of an ellipsoid that fills its bounding box.
            const normalX = (u - centerX) * inverseX * relief;
            const normalY = (v - centerY) * inverseY * relief;
            const flat = normalX * normalX + normalY * normalY;
            const normalZ = flat < 0.96 ? Math.sqrt(1 - flat) : 0.2;
            facing = normalX * lightX + normalY * lightY + normalZ * lightZ;
          }
          const uneven = 1 + UNEVENNESS * (noise(u * 90, v * 90) - 0.5);
          const brightness = (AMBIENT + (facing > 0 ? DIFFUSE * facing : 0)) * uneven;
          const shine = facing > HIGHLIGHT ? gloss * (facing - HIGHLIGHT) * SHINE : 0;
          const share = pattern(u, v);
          shownRed = (red + moreRed * share) * brightness + shine;
          shownGreen = (green + moreGreen * share) * brightness + shine;
          shownBlue = (blue + moreBlue * share) * brightness + shine;
        }
        const index = row * samples + column;
        colors[3 * index] = shownRed;
        colors[3 * index + 1] = shownGreen;
        colors[3 * index + 2] = shownBlue;
        classes[index] = classIndex;
      }
    });
  }

  /** Darkens what lies under the outlines, each sample once. */
  shade(outlines: readonly Outline[], placement: Placement, factor: number): void {
    const stamp = ++this.stamp;
    for (const outline of outlines) {
      this.spans(outline, placement, (row, from, to) => {
        for (let index = row * this.samples + from; index < row * this.samples + to; index++) {
          if (this.stamps[index] === stamp) continue;
          this.stamps[index] = stamp;
          for (let channel = 0; channel < 3; channel++) this.colors[3 * index + channel]! *= factor;
        }
      });
    }
  }

  /** Samples of a class, in the whole picture or under outlines (once for each of them). */
  count(classIndex: number, under?: { outlines: readonly Outline[]; placement: Placement }): number {
    let count = 0;
    const add = (from: number, to: number): void => {
      for (let index = from; index < to; index++) if (this.classes[index] === classIndex) count++;
    };
    if (under === undefined) {
      add(0, this.classes.length);
    } else {
      for (const outline of under.outlines) {
        this.spans(outline, under.placement, (row, from, to) =>
          add(row * this.samples + from, row * this.samples + to),
        );
      }
    }
    return count;
  }

  /**
   * Averages the samples into pixels, in the light's colour (a factor per channel).
   *
   * @param pixels `[size, size, 3]`, RGB
   * @param mask `[size, size]`, the class of most samples, of two equally common ones an object's before the background's
   */
  resolve(tint: readonly [number, number, number], pixels: Uint8Array, mask: Uint8Array): void {
    const { size, samples, colors, classes } = this;
    const scale = [tint[0] / 4, tint[1] / 4, tint[2] / 4] as const;
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const pixel = row * size + column;
        const above = row * OVERSAMPLING * samples + column * OVERSAMPLING;
        const below = above + samples;
        for (let channel = 0; channel < 3; channel++) {
          const first = 3 * above + channel;
          const second = 3 * below + channel;
          const sum = colors[first]! + colors[first + 3]! + colors[second]! + colors[second + 3]!;
          const value = sum * scale[channel]! + 0.5;
          pixels[3 * pixel + channel] = value < 0 ? 0 : value > 255 ? 255 : value;
        }
        mask[pixel] = majority(classes[above]!, classes[above + 1]!, classes[below]!, classes[below + 1]!);
      }
    }
  }

  /** Calls back for every run of samples `from` ≤ column < `to` whose centres are inside the outline. */
  private spans(
    outline: Outline,
    placement: Placement,
    paintSpan: (row: number, from: number, to: number) => void,
  ): void {
    const { samples, crossings, counts } = this;
    const [a, b, c, d] = placement.linear;
    const half = samples / 2;
    counts.fill(0);
    let [firstRow, lastRow] = [samples, -1];
    for (const contour of outline) {
      const length = contour.length;
      let u = contour[length - 2]!;
      let v = contour[length - 1]!;
      let x0 = (a * u + b * v + placement.offset[0] + 1) * half;
      let y0 = (c * u + d * v + placement.offset[1] + 1) * half;
      for (let i = 0; i < length; i += 2) {
        u = contour[i]!;
        v = contour[i + 1]!;
        const x1 = (a * u + b * v + placement.offset[0] + 1) * half;
        const y1 = (c * u + d * v + placement.offset[1] + 1) * half;
        const [low, high] = y0 < y1 ? [y0, y1] : [y1, y0];
        const from = Math.max(0, Math.ceil(low - 0.5));
        const to = Math.min(samples, Math.ceil(high - 0.5));
        const slope = (x1 - x0) / (y1 - y0);
        for (let row = from; row < to; row++) {
          insertCrossing(crossings, row * MAX_CROSSINGS, counts[row]!++, x0 + (row + 0.5 - y0) * slope);
        }
        if (from < to) {
          firstRow = Math.min(firstRow, from);
          lastRow = Math.max(lastRow, to - 1);
        }
        [x0, y0] = [x1, y1];
      }
    }
    for (let row = firstRow; row <= lastRow; row++) {
      for (let pair = 0; pair + 1 < counts[row]!; pair += 2) {
        const from = Math.max(0, Math.ceil(crossings[row * MAX_CROSSINGS + pair]! - 0.5));
        const to = Math.min(samples, Math.ceil(crossings[row * MAX_CROSSINGS + pair + 1]! - 0.5));
        if (from < to) paintSpan(row, from, to);
      }
    }
  }
}

/** Puts a crossing in its place in a sorted row that has `count` so far. */
function insertCrossing(crossings: Float64Array, start: number, count: number, x: number): void {
  let place = start + count;
  while (place > start && crossings[place - 1]! > x) {
    crossings[place] = crossings[place - 1]!;
    place--;
  }
  crossings[place] = x;
}

/** The commonest of four classes; of two equally common ones the larger, so that objects win over the background. */
function majority(a: number, b: number, c: number, d: number): number {
  if (a === b) return c === d && c > a ? c : a;
  if (c === d) return c;
  if (a === c || a === d) return b === c || b === d ? Math.max(a, b) : a;
  if (b === c || b === d) return b;
  return Math.max(a, b, c, d);
}
