import { activate } from './activation';
import { matmul } from './matmul';

/** Rows whose product is activated while it is still in the cache. */
const BLOCK: usize = 64;

/**
 * Rows `begin` … `end` of y = act(x wᵗ + bias), `[m, n]`, with `wt` `[depth, n]`, the weight's transpose. GELU puts its
 * derivative into `kept`; `bias` and `kept` may be 0 for none.
 */
export function linear(
  activation: i32,
  x: usize,
  wt: usize,
  bias: usize,
  y: usize,
  kept: usize,
  n: usize,
  depth: usize,
  begin: usize,
  end: usize,
): void {
  const row = n << 2;
  for (let first = begin; first < end; first += BLOCK) {
    const last = min(first + BLOCK, end);
    matmul(x, depth << 2, 4, wt, row, y, bias, n, depth, first, last);
    if (activation != 0)
      activate(activation, y + first * row, kept == 0 ? 0 : kept + first * row, (last - first) * row);
  }
}
