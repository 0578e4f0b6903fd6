import { randomStream } from '../../src/random/stream';

const SIDE = 32;

/** A CIFAR-10 batch file: per image a label byte, then the red, green and blue plane; two-coloured squares here. */
export function cifarBatch(count: number, seed: number): Buffer {
  const stream = randomStream(seed, 'scene');
  const plane = SIDE * SIDE;
  const bytes = Buffer.alloc(count * (1 + 3 * plane));
  for (let image = 0; image < count; image++) {
    const start = image * (1 + 3 * plane);
    bytes[start] = image % 10;
    for (let channel = 0; channel < 3; channel++) {
      const [inside, outside] = [stream.below(256), stream.below(256)];
      const edge = 8 + stream.below(16);
      for (let pixel = 0; pixel < plane; pixel++) {
        const isInside = pixel % SIDE < edge && Math.floor(pixel / SIDE) < edge;
        bytes[start + 1 + channel * plane + pixel] = isInside ? inside : outside;
      }
    }
  }
  return bytes;
}
