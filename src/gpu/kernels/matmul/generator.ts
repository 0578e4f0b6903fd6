import type { ProgramSpec } from '../../program';
import { directMain } from './direct';
import type { MatmulDefinition, Operand } from './definition';
import { sharedMain, workgroupTiles } from './sharedTiles';
import type { Tiling } from './tiling';

/** The WGSL of a product for one tiling; `split` sums a part of k per workgroup layer into the output `parts`. */
export function matmulProgram(definition: MatmulDefinition, tiling: Tiling, split: boolean): ProgramSpec {
  const inShared = tiling.strategy === 'shared';
  return {
    inputs: definition.inputs,
    outputs: split ? { parts: 'f32' } : definition.outputs,
    uniforms: { m: 'u32', n: 'u32', k: 'u32', part: 'u32', ...definition.uniforms },
    workgroupSize: [tiling.threadsX, tiling.threadsY],
    declarations: [
      definition.declarations ?? '',
      accessors('a', definition.a),
      accessors('b', definition.b),
      outputFunctions(definition, split),
      inShared ? workgroupTiles(tiling) : '',
    ].join('\n'),
    main: inShared ? sharedMain(definition, tiling) : directMain(definition, tiling),
  };
}

function accessors(name: string, { row, rowType = 'u32', k, kType = 'u32', at, width }: Operand): string {
  return `
fn ${name}Row(row: u32) -> ${rowType} { return ${row}; }
fn ${name}Step(k: u32) -> ${kType} { return ${k}; }
fn ${name}At(r: ${rowType}, s: ${kType}) -> ${width === 4 ? 'vec4<f32>' : 'f32'} { return ${at}; }`;
}

/** `start`, `placeRow`, `placeColumn` and `finish` of the definition, or what stands for them. */
function outputFunctions({ start, place, finish, outputs }: MatmulDefinition, split: boolean): string {
  const plain = `${split ? 'parts' : Object.keys(outputs)[0]}[i] = value;`;
  return `
fn start(column: u32) -> f32 { return ${start ?? '0.0'}; }
fn placeRow(row: u32, layer: u32) -> u32 { return ${place?.row ?? '(layer * params.m + row) * params.n'}; }
fn placeColumn(column: u32) -> u32 { return ${place?.column ?? 'column'}; }
fn finish(i: u32, value: f32) { ${finish ?? plain} }`;
}
