import { permutation, randomStream } from '../../random/stream';
import type { RandomStream } from '../../random/stream';
import { BACKGROUND, paintBackdrop } from './backdrop';
import { Canvas } from './canvas';
import type { Light } from './canvas';
import { OBJECT_CLASSES } from './classes';
import { distractor, occluder } from './clutter';
import { contrasting } from './palette';
import type { Color } from './palette';
import { moved, randomPlacement } from './placement';
import type { Placement } from './placement';
import type { Part } from './surface';

/** An occluder that would hide more than this share of the main object is left out. */
const MOST_HIDDEN = 0.3;
/** Size of the second object relative to the main one. */
const SECOND_SCALE = [0.35, 0.55] as const;
/** How far cast shadows fall, relative to the object's size, and what light they leave. */
const SHADOW_REACH = 0.1;
const SHADOW_LIGHT = 0.66;

/** Class index of image `index`: every class once, in random order, in each block of as many images. */
function sceneLabel(seed: number, index: number): number {
  const count = OBJECT_CLASSES.length;
  const order = permutation(count, randomStream(seed, 'scene', 1, Math.floor(index / count)));
  return order[index % count]!;
}

/**
 * Draws scene `index` of a seed: a backdrop, things of no class, perhaps a second, smaller object, the main object in
 * any pose, colour and light, and things in front of it. The scene does not depend on the canvas's size.
 *
 * @param pixels `[size, size, 3]`, RGB
 * @param mask `[size, size]`: 0, or 1 + the class of the object that is seen there
 * @returns the main object's class
 */
export function drawScene(
  canvas: Canvas,
  seed: number,
  index: number,
  pixels: Uint8Array,
  mask: Uint8Array,
): number {
  const random = randomStream(seed, 'scene', 0, index);
  const label = sceneLabel(seed, index);
  const light = randomLight(random);
  const backdrop = paintBackdrop(canvas, random, light);
  const paint = (parts: readonly Part[], placement: Placement, maskClass: number): void => {
    const reach = SHADOW_REACH * placement.scale;
    const shadow = moved(placement, -light[0] * reach, -light[1] * reach);
    canvas.shade(
      parts.map((part) => part.outline),
      shadow,
      SHADOW_LIGHT,
    );
    for (const part of parts) canvas.paint(part, placement, light, maskClass);
  };

  const behind = 1 + random.below(4);
  for (let i = 0; i < behind; i++) {
    const pose = { scale: random.between(0.12, 0.4), tilt: 1, reach: 1 };
    paint(distractor(random), randomPlacement(random, pose), BACKGROUND);
  }

  const scale = random.between(0.4, 0.92);
  const main = randomPlacement(random, { scale, tilt: 0.4, reach: 1.02 - 0.9 * scale });
  if (random.uniform() < 0.45) {
    const other = (label + 1 + random.below(OBJECT_CLASSES.length - 1)) % OBJECT_CLASSES.length;
    const pose = { scale: scale * random.between(...SECOND_SCALE), tilt: 0.4, reach: 0.85 };
    paint(drawObject(random, other, backdrop), randomPlacement(random, pose), other + 1);
  }
  paint(drawObject(random, label, backdrop), main, label + 1);

  const inFront = random.below(3);
  for (let i = 0; i < inFront; i++) {
    const parts = occluder(random);
    const placement = randomPlacement(random, { scale: random.between(0.1, 0.3), tilt: 1, reach: 0.9 });
    const outlines = parts.map((part) => part.outline);
    const hidden = canvas.count(label + 1, { outlines, placement });
    if (hidden <= MOST_HIDDEN * canvas.count(label + 1)) paint(parts, placement, BACKGROUND);
  }

  const warmth = random.between(-0.09, 0.09);
  const exposure = random.between(0.8, 1.14);
  canvas.resolve([exposure * (1 + warmth), exposure, exposure * (1 - warmth)], pixels, mask);
  return label;
}

function drawObject(random: RandomStream, classIndex: number, backdrop: readonly Color[]): Part[] {
  const body = contrasting(random, backdrop, 130);
  const accent = contrasting(random, [body, ...backdrop], 110);
  const detail = contrasting(random, [body, accent], 110);
  return OBJECT_CLASSES[classIndex]!.draw(random, {
    body,
    accent,
    detail,
  });
}

/** Light from any side, more often from above. */
function randomLight(random: RandomStream): Light {
  const x = random.between(-0.7, 0.7);
  const y = random.between(-0.7, 0.25);
  return [x, y, Math.sqrt(1 - x * x - y * y)];
}
