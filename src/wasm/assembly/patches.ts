/**
 * @file Convolutions as products over patches: `[batch · rows · columns, size · size · channels]`, the pixels that each
 * output sees, zeros outside the image.
 */

/** Lines `begin` … `end` of patches, counted over all images: line i belongs to image i / `rows`. */
export function unfold(
  x: usize,
  patches: usize,
  height: usize,
  width: usize,
  channels: usize,
  rows: usize,
  columns: usize,
  size: usize,
  stride: usize,
  padding: usize,
  begin: usize,
  end: usize,
): void {
  const cell = channels << 2;
  const patchLine = size * cell;
  let to = patches + begin * columns * size * patchLine;
  for (let line = begin; line < end; line++) {
    const image = x + (line / rows) * height * width * cell;
    const top = <isize>((line % rows) * stride) - <isize>padding;
    for (let column: usize = 0; column < columns; column++) {
      const left = <isize>(column * stride) - <isize>padding;
      const isInside = left >= 0 && left + <isize>size <= <isize>width;
      for (let i: usize = 0; i < size; i++) {
        const y = top + <isize>i;
        if (y < 0 || y >= <isize>height) memory.fill(to, 0, patchLine);
        else if (isInside) memory.copy(to, image + (<usize>y * width + <usize>left) * cell, patchLine);
        else
          for (let j: usize = 0; j < size; j++) {
            const at = left + <isize>j;
            if (at < 0 || at >= <isize>width) memory.fill(to + j * cell, 0, cell);
            else memory.copy(to + j * cell, image + (<usize>y * width + <usize>at) * cell, cell);
          }
        to += patchLine;
      }
    }
  }
}

/** to += from, `bytes` bytes. */
function add(to: usize, from: usize, bytes: usize): void {
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(to + i, f32x4.add(v128.load(to + i), v128.load(from + i)));
  for (; i < bytes; i += 4) store<f32>(to + i, load<f32>(to + i) + load<f32>(from + i));
}

/** Images `begin` … `end`: each pixel becomes the sum of its places in all patches. */
export function fold(
  patches: usize,
  x: usize,
  height: usize,
  width: usize,
  channels: usize,
  rows: usize,
  columns: usize,
  size: usize,
  stride: usize,
  padding: usize,
  begin: usize,
  end: usize,
): void {
  const cell = channels << 2;
  const imageBytes = height * width * cell;
  memory.fill(x + begin * imageBytes, 0, (end - begin) * imageBytes);
  let from = patches + begin * rows * columns * size * size * cell;
  for (let sample = begin; sample < end; sample++) {
    const image = x + sample * imageBytes;
    for (let row: usize = 0; row < rows; row++) {
      for (let column: usize = 0; column < columns; column++) {
        for (let i: usize = 0; i < size; i++) {
          const y = <isize>(row * stride + i) - <isize>padding;
          for (let j: usize = 0; j < size; j++) {
            const at = <isize>(column * stride + j) - <isize>padding;
            if (y >= 0 && y < <isize>height && at >= 0 && at < <isize>width)
              add(image + (<usize>y * width + <usize>at) * cell, from, cell);
            from += cell;
          }
        }
      }
    }
  }
}
