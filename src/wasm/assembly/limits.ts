/** @file What the processor can do at best, for who measures it: multiply-adds in registers, and a copy. */

/** 32 chains of multiply-adds, `rounds` times, whose sums go to sink[4 · item] for each item `begin` … `end`. */
export function multiplyAdds(sink: usize, rounds: u32, begin: usize, end: usize): void {
  const factor = f32x4.splat(0.999);
  for (let item = begin; item < end; item++) {
    const term = f32x4.splat(<f32>item);
    let a = term;
    let b = f32x4.add(term, factor);
    let c = f32x4.add(b, factor);
    let d = f32x4.add(c, factor);
    let e = f32x4.add(d, factor);
    let f = f32x4.add(e, factor);
    let g = f32x4.add(f, factor);
    let h = f32x4.add(g, factor);
    for (let round: u32 = 0; round < rounds; round++) {
      a = f32x4.add(f32x4.mul(a, factor), term);
      b = f32x4.add(f32x4.mul(b, factor), term);
      c = f32x4.add(f32x4.mul(c, factor), term);
      d = f32x4.add(f32x4.mul(d, factor), term);
      e = f32x4.add(f32x4.mul(e, factor), term);
      f = f32x4.add(f32x4.mul(f, factor), term);
      g = f32x4.add(f32x4.mul(g, factor), term);
      h = f32x4.add(f32x4.mul(h, factor), term);
    }
    const sums = f32x4.add(
      f32x4.add(f32x4.add(a, b), f32x4.add(c, d)),
      f32x4.add(f32x4.add(e, f), f32x4.add(g, h)),
    );
    v128.store(sink + (item << 4), sums);
  }
}

/** copied = source, 16 bytes an item, items `begin` … `end`. */
export function copyValues(source: usize, copied: usize, begin: usize, end: usize): void {
  memory.copy(copied + (begin << 4), source + (begin << 4), (end - begin) << 4);
}
