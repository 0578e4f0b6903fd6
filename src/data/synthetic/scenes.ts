import type { ArrivingImages, ImageSet } from '../imageSet';
import { Canvas } from './canvas';
import { OBJECT_CLASSES } from './classes';
import { drawScene } from './scene';

/** Which scenes: how large, how many, and of which seed. */
export interface SceneRequest {
  readonly size: number;
  readonly count: number;
  readonly seed: number;
}

/** Some scenes that follow each other, drawn. */
export interface SceneSlice {
  /** Index of the first one. */
  readonly first: number;
  /** `[scenes, size, size, 3]`. */
  readonly images: Uint8Array;
  /** `[scenes, size, size]`. */
  readonly masks: Uint8Array;
  /** `[scenes]`. */
  readonly labels: Uint16Array;
}

/** Scenes of a slice: some tens of milliseconds of work. */
export const SLICE = 64;

/** Draws scenes `first` to `first + SLICE - 1` of a set, or as many of them as there are. */
export function drawSlice(canvas: Canvas, { size, count, seed }: SceneRequest, first: number): SceneSlice {
  const scenes = Math.min(SLICE, count - first);
  const pixels = size * size;
  const slice = {
    first,
    images: new Uint8Array(scenes * pixels * 3),
    masks: new Uint8Array(scenes * pixels),
    labels: new Uint16Array(scenes),
  };
  for (let scene = 0; scene < scenes; scene++) {
    slice.labels[scene] = drawScene(
      canvas,
      seed,
      first + scene,
      slice.images.subarray(scene * pixels * 3, (scene + 1) * pixels * 3),
      slice.masks.subarray(scene * pixels, (scene + 1) * pixels),
    );
  }
  return slice;
}

/** Scene `index` alone: `[size, size, 3]` bytes, and the name of its class. */
export function oneScene(
  { size, seed }: SceneRequest,
  index: number,
): { readonly pixels: Uint8Array; readonly label: string } {
  const pixels = new Uint8Array(size * size * 3);
  const label = drawScene(new Canvas(size), seed, index, pixels, new Uint8Array(size * size));
  return { pixels, label: OBJECT_CLASSES[label]!.name };
}

/**
 * A set of scenes that are drawn in any order, some here and some elsewhere. Each is a function of its seed and index,
 * so who draws it, and when, changes nothing in it.
 */
export class Scenes {
  readonly request: SceneRequest;
  /** The set; scenes that are not drawn yet are black. */
  readonly set: ImageSet;
  private readonly images: Uint8Array;
  private readonly masks: Uint8Array;
  private readonly labels: Uint16Array;
  private readonly canvas: Canvas;
  /** `[count]`, 1 where the scene is drawn. */
  private readonly isDrawn: Uint8Array;
  private drawnCount = 0;

  /** @param all resolves once all scenes are drawn; absent where nobody waits. */
  constructor(request: SceneRequest, all?: Promise<void>) {
    const { size, count } = request;
    this.request = request;
    this.images = new Uint8Array(count * size * size * 3);
    this.masks = new Uint8Array(count * size * size);
    this.labels = new Uint16Array(count);
    this.canvas = new Canvas(size);
    this.isDrawn = new Uint8Array(count);
    const classNames = OBJECT_CLASSES.map(({ name }) => name);
    const arriving: ArrivingImages | undefined = all && { all, need: (indices) => this.need(indices) };
    this.set = {
      name: 'Built-in scenes',
      count,
      height: size,
      width: size,
      images: this.images,
      labels: this.labels,
      classNames,
      masks: this.masks,
      maskClassNames: ['background', ...classNames],
      ...(arriving === undefined ? {} : { arriving }),
    };
  }

  /** How many are drawn. */
  get drawn(): number {
    return this.drawnCount;
  }

  /** Draws those that are missing; true when one was. */
  need(indices: readonly number[]): boolean {
    const missing = indices.filter((index) => this.isDrawn[index] === 0);
    const pixels = this.request.size ** 2;
    for (const index of missing) {
      this.labels[index] = drawScene(
        this.canvas,
        this.request.seed,
        index,
        this.images.subarray(index * pixels * 3, (index + 1) * pixels * 3),
        this.masks.subarray(index * pixels, (index + 1) * pixels),
      );
    }
    this.note(missing);
    return missing.length > 0;
  }

  /** Takes over scenes that were drawn elsewhere. */
  take({ first, images, masks, labels }: SceneSlice): void {
    const pixels = this.request.size ** 2;
    this.images.set(images, first * pixels * 3);
    this.masks.set(masks, first * pixels);
    this.labels.set(labels, first);
    this.note(Array.from(labels, (_, scene) => first + scene));
  }

  /**
   * Draws all that are missing, slice by slice.
   * @param onProgress called after each slice; other tasks of the thread run before each.
   * @param end ends it early.
   */
  async drawRest(onProgress: () => void, end?: AbortSignal): Promise<void> {
    const { count } = this.request;
    for (let first = 0; first < count; first += SLICE) {
      await new Promise((resolve) => setTimeout(resolve));
      if (end?.aborted === true) return;
      const length = Math.min(SLICE, count - first);
      if (this.need(Array.from({ length }, (_, scene) => first + scene))) onProgress();
    }
  }

  private note(indices: readonly number[]): void {
    for (const index of indices) {
      this.drawnCount += 1 - this.isDrawn[index]!;
      this.isDrawn[index] = 1;
    }
  }
}
