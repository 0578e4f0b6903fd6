import type { MatmulDefinition, Operand } from './definition';
import type { Tiling } from './tiling';
import { each, grid } from './unrolled';

/**
 * A product whose operands go straight from storage to registers. Rows and columns beyond the last repeat it, and so
 * does what is stored for them: no element is guarded, and all lanes stay on.
 */
export function directMain(
  { a, b, finish }: MatmulDefinition,
  { tileM, tileN, threadsX, threadsY }: Tiling,
): string {
  const products = each(
    tileM,
    (i) => `${each(tileN, (j) => `c${i}_${j} = fma(a${i}, b${j}, c${i}_${j});`)}\n`,
  );
  return `
  let firstRow = (workgroup.y * ${threadsY}u + local.y) * ${tileM}u;
  let firstColumn = (workgroup.x * ${threadsX}u + local.x) * ${tileN}u;
  ${indices('row', 'firstRow', 'params.m', a, tileM)}
  ${indices('column', 'firstColumn', 'params.n', b, tileN)}
  ${each(tileM / a.width, (i) => `let ra${i} = aRow(row${i * a.width});`)}
  ${each(tileN / b.width, (j) => `let rb${j} = bRow(column${j * b.width});`)}
  ${each(tileN, (j) => `var c0_${j} = start(column${j});`)}
  ${grid(tileM - 1, tileN, (i, j) => `var c${i + 1}_${j} = c0_${j};`)}
  let end = min(params.k, (workgroup.z + 1u) * params.part);
  for (var k = workgroup.z * params.part; k < end; k++) {
    let sa = aStep(k);
    let sb = bStep(k);
    ${values('a', a, tileM)}
    ${values('b', b, tileN)}
    ${products}
  }
  ${each(tileM, (i) => `let p${i} = placeRow(row${i}, workgroup.z);`)}
  ${each(tileN, (j) => `let q${j} = placeColumn(column${j});`)}
  ${finish === undefined ? grid(tileM, tileN, (i, j) => `finish(p${i} + q${j}, c${i}_${j});`) : finishLoop(tileM, tileN)}`;
}

/** The rows of a tile, as `NAME0`, `NAME1`, …, none of them beyond the last. */
function indices(name: string, first: string, count: string, { width }: Operand, tile: number): string {
  return each(tile, (i) =>
    width === 1 || i % width === 0
      ? `let ${name}${i} = min(${first} + ${i}u, ${count} - ${width}u);`
      : `let ${name}${i} = ${name}${i - (i % width)} + ${i % width}u;`,
  );
}

function values(name: 'a' | 'b', { width }: Operand, tile: number): string {
  return each(tile / width, (i) =>
    width === 1
      ? `let ${name}${i} = ${name}At(r${name}${i}, s${name});`
      : `let v${name}${i} = ${name}At(r${name}${i}, s${name}); ${each(width, (t) => `let ${name}${i * width + t} = v${name}${i}[${t}];`)}`,
  );
}

/** An activation is too long to be written out for every element of a tile. */
function finishLoop(tileM: number, tileN: number): string {
  const list = (count: number, name: string) => each(count, (i) => `${name}${i},`);
  return `
  var places = array<u32, ${tileM}>(${list(tileM, 'p')});
  var shifts = array<u32, ${tileN}>(${list(tileN, 'q')});
  var results = array<f32, ${tileM * tileN}>(${grid(tileM, tileN, (i, j) => `c${i}_${j},`)});
  for (var i = 0u; i < ${tileM}u; i++) {
    for (var j = 0u; j < ${tileN}u; j++) { finish(places[i] + shifts[j], results[i * ${tileN}u + j]); }
  }`;
}
