import { defineProgram, type ElementType } from '../../program';
import { FLAT_THREADS } from '../flat';
import { each, grid } from '../matmul/unrolled';
import { spanOf, type NearestTiling } from '../../tilings/nearestCells';

/** @file The search for the nearest cells of a pair of views, in both directions. */

/** Values of a cell that one access reads. */
export type Lanes = 1 | 2 | 4;

type Variant = NearestTiling & { lanes: Lanes; pairs: number; whole: boolean };

const elementOf = (lanes: Lanes): ElementType => (lanes === 1 ? 'f32' : `vec${lanes}<f32>`);

/** Accesses along a cell that `staged` brings in at a time: with them the largest square fills 16 KiB. */
const DEPTH = 4;

const tablesOf = (pairs: number) =>
  ({
    chunk: 'u32',
    columns: 'u32',
    parts: 'u32',
    /** First row and cells of either view. */
    views: `array<vec4<u32>, ${pairs}>`,
    /** Columns of either view's cells, and where the pair's parts begin. */
    places: `array<vec4<u32>, ${pairs}>`,
  }) as const;

/**
 * One workgroup takes `chunk` cells of a pair's first view (rows) past all cells of the second one (columns), square by
 * square; a thread holds `tileM` × `tileN` squared distances. Row minima stay with the threads. Column minima are written
 * after each square, by the thread that owns the column, and are complete where one workgroup has all rows (`whole`), or
 * parts of a later minimum. Differences are squared directly (not |a|² − 2ab + |b|²), so that near-ties are decided by the
 * embeddings, not by rounding. Cells beyond the last repeat it. Of equals the lowest cell wins: it is seen first, or
 * preferred where threads are compared.
 */
export const nearestProgram = defineProgram('nearest', (variant: Variant) => {
  const { strategy, tileM, tileN, threadsX, threadsY, lanes, pairs, whole } = variant;
  const span = spanOf(variant);
  const threads = threadsX * threadsY;
  const alone = threadsY === 1;
  const [least, winner] = whole ? ['distance', 'index'] : ['partSquared', 'partIndex'];
  return {
    inputs: { cells: elementOf(lanes) },
    outputs: { distance: 'f32', index: 'i32', ...(whole ? {} : { partSquared: 'f32', partIndex: 'i32' }) },
    uniforms: { width: 'u32', ...tablesOf(pairs) },
    workgroupSize: [threadsX, threadsY],
    subgroups: strategy === 'quads',
    declarations: `
const ROWS = ${span.rows}u;
const COLUMNS = ${span.columns}u;
const FAR = 3.4028234e38;
${strategy === 'staged' ? stagingMemory(variant) : ''}
var<workgroup> squares: array<f32, ${Math.max(threadsX * span.rows, alone ? 0 : threadsY * span.columns)}>;
var<workgroup> indices: array<u32, ${Math.max(threadsX * span.rows, alone ? 0 : threadsY * span.columns)}>;

// Adds the squares of a difference.
fn addSquare(sum: f32, d: ${elementOf(lanes)}) -> f32 { return ${squareSum(lanes)}; }

// The least of the entries of \`line\`, the lowest index first among equals.
fn leastOf(line: u32, step: u32, count: u32) -> vec2<u32> {
  var square = squares[line];
  var found = indices[line];
  for (var k = 1u; k < count; k++) {
    let other = squares[line + k * step];
    let otherIndex = indices[line + k * step];
    if (other < square || (other == square && otherIndex < found)) { square = other; found = otherIndex; }
  }
  return vec2<u32>(bitcast<u32>(square), found);
}

// Keeps what a square found for a column, if rows before it were not as near.
fn keepColumn(at: u32, square: f32, row: u32, isFirst: bool, isLast: bool) {
  var nearest = square;
  var found = i32(row);
  if (!isFirst && ${least}[at] <= square) { nearest = ${least}[at]; found = ${winner}[at]; }
  ${least}[at] = ${whole ? 'select(nearest, sqrt(nearest), isLast)' : 'nearest'};
  ${winner}[at] = found;
}`,
    main: `
  let view = params.views[workgroup.z];
  let place = params.places[workgroup.z];
  let sample = workgroup.y;
  let begin = workgroup.x * params.chunk;
  let end = min(begin + params.chunk, view.y);
  let firstA = view.x + sample * view.y;
  let firstB = view.z + sample * view.w;
  let table = sample * params.columns;
  let column = ${whole ? 'table + place.y' : 'sample * params.parts + place.z + workgroup.x * view.w'};
  let x = ${strategy === 'quads' ? 'lane' : 'local.x'};
  for (var firstRow = begin; firstRow < end; firstRow += ROWS) {
    ${each(tileM, (i) => `let row${i} = min(firstRow + local.y + ${i * threadsY}u, view.y - 1u);`)}
    ${each(tileM, (i) => `var best${i} = FAR; var index${i} = 0u;`)}
    for (var start = 0u; start < view.w; start += COLUMNS) {
      ${each(tileN, (j) => `let column${j} = min(start + x + ${j * threadsX}u, view.w - 1u);`)}
      ${grid(tileM, tileN, (i, j) => `var s${i}_${j} = 0.0;`)}
      ${distances(variant)}
      ${each(tileM, (i) => `${each(tileN, (j) => `index${i} = select(index${i}, column${j}, s${i}_${j} < best${i}); best${i} = min(best${i}, s${i}_${j});`)}\n`)}
      let isFirst = firstRow == begin;
      let isLast = firstRow + ROWS >= end;
      ${each(
        tileN,
        (j) => `var least${j} = s0_${j}; var nearest${j} = row0;
      ${each(tileM - 1, (i) => `nearest${j} = select(nearest${j}, row${i + 1}, s${i + 1}_${j} < least${j}); least${j} = min(least${j}, s${i + 1}_${j});`)}
      ${
        alone
          ? `if (start + x + ${j * threadsX}u < view.w) { keepColumn(column + column${j}, least${j}, nearest${j}, isFirst, isLast); }`
          : `squares[local.y * COLUMNS + x + ${j * threadsX}u] = least${j}; indices[local.y * COLUMNS + x + ${j * threadsX}u] = nearest${j};`
      }\n`,
      )}
      ${
        alone
          ? ''
          : `workgroupBarrier();
      if (localIndex < COLUMNS && start + localIndex < view.w) {
        let found = leastOf(localIndex, COLUMNS, ${threadsY}u);
        keepColumn(column + start + localIndex, bitcast<f32>(found.x), found.y, isFirst, isLast);
      }
      workgroupBarrier();`
      }
    }
    ${each(tileM, (i) => `squares[x * ROWS + local.y + ${i * threadsY}u] = best${i}; indices[x * ROWS + local.y + ${i * threadsY}u] = index${i};`)}
    workgroupBarrier();
    for (var i = localIndex; i < ROWS && firstRow + i < view.y; i += ${threads}u) {
      let found = leastOf(i, ROWS, ${threadsX}u);
      let at = table + place.x + firstRow + i;
      distance[at] = sqrt(bitcast<f32>(found.x));
      index[at] = i32(found.y);
    }
    workgroupBarrier();
  }`,
  };
});

/** WGSL: `sum` and the squares of `d`, one multiply-add after the other, as lanes of a software adapter have no dot product. */
function squareSum(lanes: Lanes): string {
  if (lanes === 1) return 'fma(d, d, sum)';
  return ['x', 'y', 'z', 'w']
    .slice(0, lanes)
    .reduce((sum, lane) => `fma(d.${lane}, d.${lane}, ${sum})`, 'sum');
}

/** WGSL: adds to `s0_0`, `s0_1`, … the squared distances of the rows to the columns at hand. */
function distances(variant: Variant): string {
  if (variant.strategy === 'staged') return stagedDistances(variant);
  const { strategy, tileM, tileN } = variant;
  const shared = tileM / 4;
  return `
      ${each(tileN, (j) => `let b${j} = (firstB + column${j}) * params.width;`)}
      ${
        strategy === 'quads'
          ? each(
              shared,
              (g) =>
                `let a${g} = (firstA + min(firstRow + lane * ${shared}u + ${g}u, view.y - 1u)) * params.width;`,
            )
          : each(tileM, (i) => `let a${i} = (firstA + row${i}) * params.width;`)
      }
      for (var k = 0u; k < params.width; k++) {
        ${each(strategy === 'quads' ? shared : tileM, (i) => `let v${i} = cells[a${i} + k];`)}
        ${each(tileN, (j) => `let y${j} = cells[b${j} + k];`)}
        ${each(tileM, (i) => {
          const value =
            strategy === 'quads' ? `quadBroadcast(v${i % shared}, ${Math.floor(i / shared)}u)` : `v${i}`;
          return `{ let own = ${value}; ${squares(i, tileN)} }\n`;
        })}
      }`;
}

/** WGSL: the row's value at hand, `own`, against all columns'. */
const squares = (i: number, tileN: number): string =>
  each(tileN, (j) => `s${i}_${j} = addSquare(s${i}_${j}, own - y${j});`);

function stagingMemory(variant: Variant): string {
  const span = spanOf(variant);
  return `var<workgroup> rowValues: array<${elementOf(variant.lanes)}, ${span.rows * DEPTH}>;
var<workgroup> columnValues: array<${elementOf(variant.lanes)}, ${span.columns * DEPTH}>;`;
}

/** Neighbouring threads bring in neighbouring values of a cell, and read those of neighbouring cells. */
function stagedDistances({ tileM, tileN, threadsX, threadsY, lanes }: Variant): string {
  const bring = (into: string, count: string, first: string, start: string, last: string): string => `
        for (var e = localIndex; e < ${count} * ${DEPTH}u; e += ${threadsX * threadsY}u) {
          let cell = min(${start} + e / ${DEPTH}u, ${last} - 1u);
          let k = k0 + e % ${DEPTH}u;
          var value = ${elementOf(lanes)}();
          if (k < params.width) { value = cells[(${first} + cell) * params.width + k]; }
          ${into}[(e % ${DEPTH}u) * ${count} + e / ${DEPTH}u] = value;
        }`;
  return `
      for (var k0 = 0u; k0 < params.width; k0 += ${DEPTH}u) {
        ${bring('rowValues', 'ROWS', 'firstA', 'firstRow', 'view.y')}
        ${bring('columnValues', 'COLUMNS', 'firstB', 'start', 'view.w')}
        workgroupBarrier();
        for (var k = 0u; k < ${DEPTH}u; k++) {
          ${each(tileN, (j) => `let y${j} = columnValues[k * COLUMNS + x + ${j * threadsX}u];`)}
          ${each(tileM, (i) => `{ let own = rowValues[k * ROWS + local.y + ${i * threadsY}u]; ${squares(i, tileN)} }\n`)}
        }
        workgroupBarrier();
      }`;
}

/** The least of the parts of each column. */
export const leastPartProgram = defineProgram('nearestOfParts', ({ pairs }: { pairs: number }) => ({
  inputs: { partSquared: 'f32', partIndex: 'i32' },
  outputs: { distance: 'f32', index: 'i32' },
  uniforms: tablesOf(pairs),
  workgroupSize: [FLAT_THREADS],
  main: `
  let view = params.views[workgroup.z];
  let place = params.places[workgroup.z];
  if (global.x >= view.w) { return; }
  let first = workgroup.y * params.parts + place.z + global.x;
  let end = first + (view.y + params.chunk - 1u) / params.chunk * view.w;
  var square = partSquared[first];
  var winner = partIndex[first];
  // Parts are in ascending order of their rows.
  for (var at = first + view.w; at < end; at += view.w) {
    if (partSquared[at] < square) { square = partSquared[at]; winner = partIndex[at]; }
  }
  let at = workgroup.y * params.columns + place.y + global.x;
  distance[at] = sqrt(square);
  index[at] = winner;`,
}));
