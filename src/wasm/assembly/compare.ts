/** @file Comparisons of broadcast tensors of up to four axes. Codes: 0 =, 1 <, 2 ≤, 3 >, 4 ≥. */

function holds<T>(comparison: i32, a: T, b: T): bool {
  if (comparison == 0) return a == b;
  if (comparison == 1) return a < b;
  if (comparison == 2) return a <= b;
  if (comparison == 3) return a > b;
  return a >= b;
}

function compareLine<T>(
  comparison: i32,
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  y: usize,
  count: usize,
): void {
  for (let i: usize = 0; i < count; i++) {
    store<bool>(y + i, holds<T>(comparison, load<T>(a), load<T>(b)));
    a += aStep;
    b += bStep;
  }
}

/**
 * y `[n0, n1, n2, n3]` of bytes 0 and 1, indices `begin` … `end` of the first axis. `a0` … `b3` are the bytes from one
 * element of an axis to the next, 0 where a or b is broadcast along it.
 */
export function compare(
  comparison: i32,
  isInt: i32,
  a: usize,
  b: usize,
  y: usize,
  n1: usize,
  n2: usize,
  n3: usize,
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  b0: usize,
  b1: usize,
  b2: usize,
  b3: usize,
  begin: usize,
  end: usize,
): void {
  let to = y + begin * n1 * n2 * n3;
  for (let i = begin; i < end; i++)
    for (let j: usize = 0; j < n1; j++)
      for (let k: usize = 0; k < n2; k++) {
        const ofA = a + i * a0 + j * a1 + k * a2;
        const ofB = b + i * b0 + j * b1 + k * b2;
        if (isInt != 0) compareLine<i32>(comparison, ofA, a3, ofB, b3, to, n3);
        else compareLine<f32>(comparison, ofA, a3, ofB, b3, to, n3);
        to += n3;
      }
}
