import { elementOf } from '../flat';
import type { MatmulDefinition, Operand } from './definition';
import { each, grid } from './unrolled';
import type { MatmulVariant } from './variant';

/**
 * @file A product whose operands go straight from storage to registers. Rows and columns beyond the last repeat it, and
 * so does what is stored for them: no element is guarded, and all lanes stay on. Where a workgroup is one quad, its four
 * lanes work on the same rows of A: each loads a quarter of them and broadcasts it.
 */

export function registerMain(definition: MatmulDefinition, variant: MatmulVariant): string {
  const { tileM, tileN, threadsX, threadsY, tileK, strategy } = variant;
  const rowsOfA = { row: 'row', first: 'firstRow', count: 'params.m' };
  const rowsOfB = { row: 'column', first: 'firstColumn', count: 'params.n' };
  const a = reader('a', definition.a, rowsOfA, tileM, tileK, strategy === 'quads');
  const b = reader('b', definition.b, rowsOfB, tileN, tileK, false);
  const sums = rowSums(definition.rowSums, a);
  const column = strategy === 'quads' ? 'lane' : 'local.x';
  return `
  let firstRow = (workgroup.y * ${threadsY}u + local.y) * ${tileM}u;
  let firstColumn = (workgroup.x * ${threadsX}u + ${column}) * ${tileN}u;
  ${indices('row', 'firstRow', 'params.m', rowWidth(definition.a), tileM)}
  ${indices('column', 'firstColumn', 'params.n', Math.max(rowWidth(definition.b), variant.widthC), tileN)}
  ${a.starts}
  ${b.starts}
  ${each(tileN, (j) => `var c0_${j} = start(column${j});`)}
  ${grid(tileM - 1, tileN, (i, j) => `var c${i + 1}_${j} = c0_${j};`)}
  ${sums.start}
  let end = min(params.k, (workgroup.z + 1u) * params.part);
  for (var k = workgroup.z * params.part; k < end; k += ${tileK}u) {
    ${a.reads}
    ${b.reads}
    ${each(tileM, (i) => `{ ${products(i, tileN, tileK, a.value, b.value)} }\n`)}
    ${sums.add}
  }
  ${each(tileM, (i) => `let p${i} = placeRow(row${i}, workgroup.z);`)}
  ${each(tileN / variant.widthC, (j) => `let q${j} = placeColumn(column${j * variant.widthC});`)}
  ${definition.finish === undefined ? stores(variant) : finishLoop(variant)}
  ${sums.store}`;
}

/** WGSL that sums the rows of A where there is an output for that: each lane sums what it reads itself. */
function rowSums(output: string | undefined, { groups, isAlongK, width }: Reader) {
  if (output === undefined) return { start: '', add: '', store: '' };
  const type = elementOf(width);
  const total = (reads: readonly string[]): string =>
    reads.map((read) => (isAlongK ? `dot(${read}, vec4<f32>(1.0))` : read)).join(' + ');
  const stores = groups.map(({ first }, g) =>
    each(width, (i) => `${output}[first + ${first} + ${i}u] = s${g}${width === 4 ? `[${i}]` : ''};`),
  );
  return {
    start: `let isFirst = workgroup.x == 0u; ${each(groups.length, (g) => `var s${g} = ${type}();`)}`,
    add: `if (isFirst) { ${groups.map(({ reads }, g) => `s${g} += ${total(reads)};`).join(' ')} }`,
    store: `if (isFirst) { let first = workgroup.z * params.m; ${stores.join(' ')} }`,
  };
}

/** A row of the tile takes all steps of k at once, so that each of its sums is fetched and put back once. */
function products(
  i: number,
  tileN: number,
  tileK: number,
  a: (i: number, t: number) => string,
  b: (j: number, t: number) => string,
): string {
  const lets = each(tileK, (t) => `let a${t} = ${a(i, t)};`);
  const sum = (j: number, t: number): string =>
    t < 0 ? `c${i}_${j}` : `fma(a${t}, ${b(j, t)}, ${sum(j, t - 1)})`;
  return `${lets} ${each(tileN, (j) => `c${i}_${j} = ${sum(j, tileK - 1)};`)}`;
}

/** WGSL that fetches one operand's part of a tile. */
interface Reader {
  /** Where the rows that this lane reads start. */
  readonly starts: string;
  /** The reads of one turn of the loop. */
  readonly reads: string;
  /** Row i of the tile at step t of the turn. */
  readonly value: (i: number, t: number) => string;
  /** What this lane reads in one turn: of each group of `width` rows the first one's number, and the values. */
  readonly groups: readonly { readonly first: string; readonly reads: readonly string[] }[];
  readonly width: 1 | 4;
  /** Whether a value is four steps of one row, and not one step of `width` rows. */
  readonly isAlongK: boolean;
}

/** @param row names the rows of the tile, which begins at `first` of `count` */
function reader(
  name: 'a' | 'b',
  operand: Operand,
  { row, first, count }: { readonly row: string; readonly first: string; readonly count: string },
  tile: number,
  tileK: number,
  isShared: boolean,
): Reader {
  const width = rowWidth(operand);
  const isAlongK = operand.width === 4 && operand.contiguous === 'k';
  const lanes = isShared ? 4 : 1;
  const steps = isAlongK ? 1 : tileK;
  const groups = Array.from({ length: tile / width / lanes }, (_, g) => ({
    first: isShared
      ? `min(${first} + ${g * width * lanes}u + lane * ${width}u, ${count} - ${width}u)`
      : `${row}${g * width}`,
    reads: Array.from({ length: steps }, (__, t) => `v${name}${g}_${t}`),
  }));
  return {
    groups,
    width,
    isAlongK,
    starts: groups.map((group, g) => `let r${name}${g} = ${name}Row(${group.first});`).join(' '),
    reads: each(
      steps,
      (t) =>
        `let s${name}${t} = ${name}Step(k + ${t}u); ${groups.map(({ reads }, g) => `let ${reads[t]!} = ${name}At(r${name}${g}, s${name}${t});`).join(' ')}\n`,
    ),
    value: (i, t) => {
      const { reads } = groups[Math.floor(i / (width * lanes))]!;
      const component = isAlongK ? `[${t}]` : width === 4 ? `[${i % 4}]` : '';
      const read = `${reads[isAlongK ? 0 : t]!}${component}`;
      return isShared ? `quadBroadcast(${read}, ${Math.floor((i % (width * lanes)) / width)}u)` : read;
    },
  };
}

/** Rows that one read gives. */
function rowWidth({ contiguous, width }: Operand): 1 | 4 {
  return contiguous === 'row' ? width : 1;
}

/** The rows of a tile, as `NAME0`, `NAME1`, …, none of them beyond the last; those that go together stay neighbours. */
function indices(name: string, first: string, count: string, width: number, tile: number): string {
  return each(tile, (i) =>
    i % width === 0
      ? `let ${name}${i} = min(${first} + ${i}u, ${count} - ${width}u);`
      : `let ${name}${i} = ${name}${i - (i % width)} + ${i % width}u;`,
  );
}

function stores({ tileM, tileN, widthC }: MatmulVariant): string {
  return grid(
    tileM,
    tileN / widthC,
    (i, j) => `finish(${place(`p${i} + q${j}`, widthC)}, ${result(i, j, widthC)});`,
  );
}

/** An activation is too long to be written out for every element of a tile. */
function finishLoop({ tileM, tileN, widthC }: MatmulVariant): string {
  const across = tileN / widthC;
  const list = (count: number, name: string) => each(count, (i) => `${name}${i},`);
  return `
  var places = array<u32, ${tileM}>(${list(tileM, 'p')});
  var shifts = array<u32, ${across}>(${list(across, 'q')});
  var results = array<Value, ${tileM * across}>(${grid(tileM, across, (i, j) => `${result(i, j, widthC)},`)});
  for (var i = 0u; i < ${tileM}u; i++) {
    for (var j = 0u; j < ${across}u; j++) {
      finish(${place('places[i] + shifts[j]', widthC)}, results[i * ${across}u + j]);
    }
  }`;
}

function result(i: number, j: number, widthC: 1 | 4): string {
  if (widthC === 1) return `c${i}_${j}`;
  return `vec4<f32>(${[0, 1, 2, 3].map((t) => `c${i}_${j * 4 + t}`).join(', ')})`;
}

function place(sum: string, widthC: 1 | 4): string {
  return widthC === 1 ? sum : `(${sum}) / 4u`;
}
