import { loadLanes, storeLanes, VECTOR } from './vector';

/** @file The 3 × 3 max-pool with stride 2 and padding 1. Among equal values of a window the first one is the maximum. */

const SIZE: isize = 3;

/** Lines `begin` … `end` of outputs, counted over all images, and which of its nine taps each window took. */
export function maxPool(
  x: usize,
  y: usize,
  taps: usize,
  height: usize,
  width: usize,
  channels: usize,
  begin: usize,
  end: usize,
): void {
  const rows = (height + 1) / 2;
  const columns = (width + 1) / 2;
  const bytes = channels << 2;
  for (let line = begin; line < end; line++) {
    const image = x + (line / rows) * height * width * bytes;
    const top = <isize>((line % rows) * 2) - 1;
    for (let column: usize = 0; column < columns; column++) {
      const left = <isize>(column * 2) - 1;
      const out = (line * columns + column) * bytes;
      for (let at: usize = 0; at < bytes; at += VECTOR) {
        const lanes = (bytes - at) >> 2;
        let best = f32x4.splat(0);
        let tap = i32x4.splat(-1);
        for (let i: isize = 0; i < SIZE; i++) {
          const from = top + i;
          if (from < 0 || from >= <isize>height) continue;
          for (let j: isize = 0; j < SIZE; j++) {
            const pixel = left + j;
            if (pixel < 0 || pixel >= <isize>width) continue;
            const value = loadLanes(image + (<usize>from * width + <usize>pixel) * bytes + at, lanes);
            // The first pixel is taken whatever it is.
            const taken = v128.or(f32x4.gt(value, best), i32x4.lt_s(tap, i32x4.splat(0)));
            best = v128.bitselect(value, best, taken);
            tap = v128.bitselect(i32x4.splat(<i32>(i * SIZE + j)), tap, taken);
          }
        }
        storeLanes(y + out + at, best, lanes);
        storeLanes(taps + out + at, tap, lanes);
      }
    }
  }
}

/** Images `begin` … `end`: a pixel gets the gradient of the windows whose maximum it was. */
export function maxPoolGradient(
  dy: usize,
  taps: usize,
  dx: usize,
  height: usize,
  width: usize,
  channels: usize,
  begin: usize,
  end: usize,
): void {
  const rows = (height + 1) / 2;
  const columns = (width + 1) / 2;
  const imageBytes = (height * width * channels) << 2;
  memory.fill(dx + begin * imageBytes, 0, (end - begin) * imageBytes);
  for (let line = begin * rows; line < end * rows; line++) {
    const image = dx + (line / rows) * imageBytes;
    const top = <isize>((line % rows) * 2) - 1;
    for (let column: usize = 0; column < columns; column++) {
      const left = <isize>(column * 2) - 1;
      for (let channel: usize = 0; channel < channels; channel++) {
        const from = ((line * columns + column) * channels + channel) << 2;
        const tap = <isize>load<i32>(taps + from);
        const pixel = <usize>(top + tap / SIZE) * width + <usize>(left + (tap % SIZE));
        const to = image + ((pixel * channels + channel) << 2);
        store<f32>(to, load<f32>(to) + load<f32>(dy + from));
      }
    }
  }
}
