import type { ProgramSpec } from '../../program';
import type { MatmulDefinition, Operand } from './definition';
import type { Tiling } from './tiling';

/** The WGSL of a product for one tiling; `split` sums a part of k per workgroup layer into the output `parts`. */
export function matmulProgram(definition: MatmulDefinition, tiling: Tiling, split: boolean): ProgramSpec {
  const { threadsX, threadsY } = tiling;
  return {
    inputs: definition.inputs,
    outputs: split ? { parts: 'f32' } : definition.outputs,
    uniforms: { m: 'u32', n: 'u32', k: 'u32', part: 'u32', ...definition.uniforms },
    workgroupSize: [threadsX, threadsY],
    declarations: [
      definition.declarations ?? '',
      accessors('a', definition.a),
      accessors('b', definition.b),
      storeFunction(definition, split),
      tiling.strategy === 'shared' ? workgroupTiles(tiling) : '',
    ].join('\n'),
    main: tiling.strategy === 'shared' ? sharedMain(definition, tiling) : directMain(tiling),
  };
}

function accessors(name: string, { row, rowType = 'u32', k, kType = 'u32', at }: Operand): string {
  return `
fn ${name}Row(row: u32) -> ${rowType} { return ${row}; }
fn ${name}Step(k: u32) -> ${kType} { return ${k}; }
fn ${name}At(r: ${rowType}, s: ${kType}) -> f32 { return ${at}; }`;
}

function storeFunction({ store, outputs }: MatmulDefinition, split: boolean): string {
  const target = split ? 'parts' : Object.keys(outputs)[0];
  const plain = `${target}[${split ? 'layer * params.m * params.n + ' : ''}row * params.n + column] = value;`;
  return `fn store(layer: u32, row: u32, column: u32, value: f32) { ${split ? plain : (store ?? plain)} }`;
}

function directMain({ tileM, tileN, threadsX, threadsY }: Tiling): string {
  const accumulators = grid(tileM, tileN, (i, j) => `var c${i}_${j} = 0.0;`);
  const products = each(tileM, (i) => {
    const line = each(tileN, (j) => `c${i}_${j} = fma(v, b${j}, c${i}_${j});`);
    return `{ let v = aAt(a${i}, sa); ${line} }\n`;
  });
  return `
  let row0 = (workgroup.y * ${threadsY}u + local.y) * ${tileM}u;
  let column0 = (workgroup.x * ${threadsX}u + local.x) * ${tileN}u;
  if (row0 >= params.m || column0 >= params.n) { return; }
  ${each(tileM, (i) => `let a${i} = aRow(min(row0 + ${i}u, params.m - 1u));`)}
  ${each(tileN, (j) => `let r${j} = bRow(min(column0 + ${j}u, params.n - 1u));`)}
  ${accumulators}
  let end = min(params.k, (workgroup.z + 1u) * params.part);
  for (var k = workgroup.z * params.part; k < end; k++) {
    let sa = aStep(k);
    let sb = bStep(k);
    ${each(tileN, (j) => `let b${j} = bAt(r${j}, sb);`)}
    ${products}
  }
  ${stores(tileM, tileN, (i, j) => `c${i}_${j}`)}`;
}

/** Rows of a staged tile are padded by one vector, so that lanes that write neighbouring k hit different banks. */
function workgroupTiles({ tileM, tileN, threadsX, threadsY, tileK }: Tiling): string {
  return `
var<workgroup> tileA: array<vec4<f32>, ${tileK * ((tileM * threadsY) / 4 + 1)}>;
var<workgroup> tileB: array<vec4<f32>, ${tileK * ((tileN * threadsX) / 4 + 1)}>;`;
}

function sharedMain({ a, b }: MatmulDefinition, tiling: Tiling): string {
  const { tileM, tileN, threadsX, threadsY, tileK } = tiling;
  const blockM = tileM * threadsY;
  const blockN = tileN * threadsX;
  const threads = threadsX * threadsY;
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
  ${grid(tileM, tileN / 4, (i, j) => `var c${i}_${j} = vec4<f32>();`)}
  let end = min(params.k, (workgroup.z + 1u) * params.part);
  for (var k0 = workgroup.z * params.part; k0 < end; k0 += ${tileK}u) {
    ${stage('a', 'tileA', a, 'block', 'params.m', blockM, tileK, threads)}
    ${stage('b', 'tileB', b, 'blockColumn', 'params.n', blockN, tileK, threads)}
    workgroupBarrier();
    for (var t = 0u; t < ${tileK}u; t++) {
      ${each(tileM / 4, (i) => `let a${i} = tileA[t * ${blockM / 4 + 1}u + local.y * ${tileM / 4}u + ${i}u];`)}
      ${each(tileN / 4, (j) => `let b${j} = tileB[t * ${blockN / 4 + 1}u + local.x * ${tileN / 4}u + ${j}u];`)}
      ${products}
    }
    workgroupBarrier();
  }
  ${stores(tileM, tileN, (i, j) => `c${i}_${Math.floor(j / 4)}[${j % 4}]`)}`;
}

/** Fills a tile four rows at a time. Past the end of the sum both operands repeat, and a's zeros cancel them. */
function stage(
  name: 'a' | 'b',
  tile: string,
  { contiguous }: Operand,
  first: string,
  count: string,
  block: number,
  tileK: number,
  threads: number,
): string {
  const quads = block / 4;
  const read = (i: number) => `${name}At(${name}Row(min(row + ${i}u, ${count} - 1u)), s)`;
  const values = `vec4<f32>(${read(0)}, ${read(1)}, ${read(2)}, ${read(3)})`;
  return `
    for (var e = localIndex; e < ${quads * tileK}u; e += ${threads}u) {
      let quad = ${contiguous === 'k' ? `e / ${tileK}u` : `e % ${quads}u`};
      let t = ${contiguous === 'k' ? `e % ${tileK}u` : `e / ${quads}u`};
      let row = ${first} + quad * 4u;
      let s = ${name}Step(min(k0 + t, end - 1u));
      ${tile}[t * ${quads + 1}u + quad] = ${name === 'a' ? `select(vec4<f32>(), ${values}, k0 + t < end)` : values};
    }`;
}

function stores(tileM: number, tileN: number, value: (i: number, j: number) => string): string {
  return each(tileM, (i) => {
    const line = each(
      tileN,
      (j) =>
        `if (column0 + ${j}u < params.n) { store(workgroup.z, row0 + ${i}u, column0 + ${j}u, ${value(i, j)}); }\n`,
    );
    return `if (row0 + ${i}u < params.m) {\n${line}}\n`;
  });
}

function each(count: number, write: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => write(i)).join(' ');
}

function grid(rows: number, columns: number, write: (i: number, j: number) => string): string {
  return each(rows, (i) => `${each(columns, (j) => write(i, j))}\n`);
}
