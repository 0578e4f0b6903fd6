import { addInTurn } from '../addInTurn';
import type { MatmulDefinition, Operand } from './definition';
import { slicesOf, type Tiling } from './tiling';
import { each, grid } from './unrolled';
import type { MatmulVariant } from './variant';

/**
 * @file A product whose workgroups stage tiles of both operands in their shared memory, four rows to a vector. Where it is
 * sliced, each slice of the workgroup multiplies its share of a tile's steps, and the first one stores their sum.
 */

/** Vectors per staged k: one more than rows need, so that lanes that write neighbouring k hit different banks. */
const stride = (block: number): number => block / 4 + 1;

export function workgroupTiles(tiling: Tiling): string {
  const { tileM, tileN, threadsX, threadsY, tileK } = tiling;
  // The sums of one slice pass through it too.
  const sums = slicesOf(tiling) > 1 ? (threadsX * threadsY * tileM * tileN) / 4 : 0;
  return `
var<workgroup> tileA: array<vec4<f32>, ${Math.max(tileK * stride(tileM * threadsY), sums)}>;
var<workgroup> tileB: array<vec4<f32>, ${tileK * stride(tileN * threadsX)}>;`;
}

export function sharedMain({ a, b, rowSums }: MatmulDefinition, variant: MatmulVariant): string {
  const { tileM, tileN, threadsX, threadsY, tileK } = variant;
  const sums = sumRows(rowSums, variant);
  const blockM = tileM * threadsY;
  const blockN = tileN * threadsX;
  const slices = slicesOf(variant);
  const threads = threadsX * threadsY * slices;
  const steps = tileK / slices;
  const [firstStep, lastStep] =
    slices > 1 ? [`local.z * ${steps}u`, `(local.z + 1u) * ${steps}u`] : ['0u', `${tileK}u`];
  const products = grid(
    tileM,
    tileN / 4,
    (i, j) => `c${i}_${j} = fma(vec4<f32>(a${Math.floor(i / 4)}[${i % 4}]), b${j}, c${i}_${j});`,
  );
  return `
  let block = workgroup.y * ${blockM}u;
  let blockColumn = workgroup.x * ${blockN}u;
  let row0 = block + local.y * ${tileM}u;
  let column0 = blockColumn + local.x * ${tileN}u;
  ${each(tileN / 4, (j) => `var c0_${j} = ${ofFirst(`vec4<f32>(${[0, 1, 2, 3].map((t) => `start(min(column0 + ${j * 4 + t}u, params.n - 1u))`).join(', ')})`, slices)};`)}
  ${grid(tileM - 1, tileN / 4, (i, j) => `var c${i + 1}_${j} = c0_${j};`)}
  ${sums.start}
  let end = min(params.k, (workgroup.z + 1u) * params.part);
  for (var k0 = workgroup.z * params.part; k0 < end; k0 += ${tileK}u) {
    ${stage('a', 'tileA', a, 'block', 'params.m', blockM, tileK, threads)}
    ${stage('b', 'tileB', b, 'blockColumn', 'params.n', blockN, tileK, threads)}
    workgroupBarrier();
    for (var t = ${firstStep}; t < ${lastStep}; t++) {
      ${each(tileM / 4, (i) => `let a${i} = tileA[t * ${stride(blockM)}u + local.y * ${tileM / 4}u + ${i}u];`)}
      ${each(tileN / 4, (j) => `let b${j} = tileB[t * ${stride(blockN)}u + local.x * ${tileN / 4}u + ${j}u];`)}
      ${products}
    }
    ${sums.add}
    workgroupBarrier();
  }
  ${addSlices(variant)}
  ${slices > 1 ? `if (local.z == 0u) { ${stores(variant)} }` : stores(variant)}
  ${sums.store}`;
}

/** WGSL: the value in the first slice, zero in the others. */
const ofFirst = (value: string, slices: number): string =>
  slices > 1 ? `select(vec4<f32>(), ${value}, local.z == 0u)` : value;

/** WGSL: adds the sums of the other slices to those of the first, one after the other, through the tile of A. */
function addSlices(variant: MatmulVariant): string {
  if (slicesOf(variant) === 1) return '';
  const { tileM, tileN, threadsX, threadsY } = variant;
  const lanes = threadsX * threadsY;
  const wide = tileN / 4;
  const sums = Array.from({ length: tileM * wide }, (_, number) => ({
    value: `c${Math.floor(number / wide)}_${number % wide}`,
    place: `tileA[${number * lanes}u + lane]`,
  }));
  return `
  let lane = local.y * ${threadsX}u + local.x;${addInTurn(slicesOf(variant), 'local.z', sums)}`;
}

/**
 * WGSL that sums the rows of A where there is an output for that: each lane of a row of invocations takes one step of a
 * tile, and at the end they are added up through the tile.
 */
function sumRows(output: string | undefined, variant: MatmulVariant) {
  if (output === undefined) return { start: '', add: '', store: '' };
  const { tileM, threadsX, threadsY, tileK } = variant;
  const inFirst = slicesOf(variant) > 1 ? ' && local.z == 0u' : '';
  const place = (i: number, t: string) =>
    `tileA[${t} * ${stride(tileM * threadsY)}u + local.y * ${tileM / 4}u + ${i}u]`;
  const steps = Math.min(tileK, threadsX);
  const own = each(tileM / 4, (i) => `s${i} += ${place(i, 't')};`);
  return {
    start: each(tileM / 4, (i) => `var s${i} = vec4<f32>();`),
    add: `if (workgroup.x == 0u && local.x < ${steps}u${inFirst}) { for (var t = local.x; t < ${tileK}u; t += ${steps}u) { ${own} } }`,
    store: `if (workgroup.x == 0u) {
    if (local.x < ${steps}u${inFirst}) { ${each(tileM / 4, (i) => `${place(i, 'local.x')} = s${i};`)} }
    workgroupBarrier();
    if (local.x == 0u${inFirst}) {
      for (var t = 1u; t < ${steps}u; t++) { ${own} }
      ${each(tileM, (i) => `if (row0 + ${i}u < params.m) { ${output}[workgroup.z * params.m + row0 + ${i}u] = s${Math.floor(i / 4)}[${i % 4}]; }\n`)}
    }
  }`,
  };
}

/** Fills a tile four rows at a time. Past the end of the sum both operands repeat, and a's zeros cancel them. */
function stage(
  name: 'a' | 'b',
  tile: string,
  { contiguous, width }: Operand,
  first: string,
  count: string,
  block: number,
  tileK: number,
  threads: number,
): string {
  const quads = block / 4;
  if (width === 4 && contiguous === 'k') return stageAlongK(name, tile, first, count, block, tileK, threads);
  const read = (i: number) => `${name}At(${name}Row(min(row + ${i}u, ${count} - 1u)), s)`;
  const four =
    width === 4
      ? `${name}At(${name}Row(min(row, ${count} - 4u)), s)`
      : `vec4<f32>(${read(0)}, ${read(1)}, ${read(2)}, ${read(3)})`;
  return `
    for (var e = localIndex; e < ${quads * tileK}u; e += ${threads}u) {
      let quad = ${contiguous === 'k' ? `e / ${tileK}u` : `e % ${quads}u`};
      let t = ${contiguous === 'k' ? `e % ${tileK}u` : `e / ${quads}u`};
      let row = ${first} + quad * 4u;
      let s = ${name}Step(min(k0 + t, end - 1u));
      ${tile}[t * ${stride(block)}u + quad] = ${name === 'a' ? `select(vec4<f32>(), ${four}, k0 + t < end)` : four};
    }`;
}

/** The same where a read gives four steps of k: each invocation turns a square of four rows and four steps around. */
function stageAlongK(
  name: 'a' | 'b',
  tile: string,
  first: string,
  count: string,
  block: number,
  tileK: number,
  threads: number,
): string {
  const turned = (t: number) => `vec4<f32>(${[0, 1, 2, 3].map((i) => `v${i}[${t}]`).join(', ')})`;
  const put = (t: number) => (name === 'a' ? `select(vec4<f32>(), ${turned(t)}, k0 + t < end)` : turned(t));
  return `
    for (var e = localIndex; e < ${(block / 4) * (tileK / 4)}u; e += ${threads}u) {
      let quad = e / ${tileK / 4}u;
      let t = (e % ${tileK / 4}u) * 4u;
      let row = ${first} + quad * 4u;
      let s = ${name}Step(min(k0 + t, end - 4u));
      ${each(4, (i) => `let v${i} = ${name}At(${name}Row(min(row + ${i}u, ${count} - 1u)), s);`)}
      ${each(4, (t) => `${tile}[(t + ${t}u) * ${stride(block)}u + quad] = ${put(t)};`)}
    }`;
}

function stores({ tileM, tileN, widthC }: MatmulVariant): string {
  return each(tileM, (i) => {
    const line = each(tileN / widthC, (j) => {
      const column = `column0 + ${j * widthC}u`;
      const sum = `c${i}_${widthC === 4 ? j : `${Math.floor(j / 4)}[${j % 4}]`}`;
      const place = `p + placeColumn(${column})`;
      return `if (${column} < params.n) { finish(${widthC === 4 ? `(${place}) / 4u` : place}, ${sum}); }\n`;
    });
    return `if (row0 + ${i}u < params.m) {\nlet p = placeRow(row0 + ${i}u, workgroup.z);\n${line}}\n`;
  });
}
