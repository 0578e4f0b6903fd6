import type { ProgramSpec } from '../../program';
import { elementOf, realOf } from '../flat';
import type { MatmulDefinition, Operand } from './definition';
import { registerMain } from './registerTiles';
import { sharedMain, workgroupTiles } from './sharedTiles';
import type { MatmulVariant } from './variant';

/** The WGSL of a product for one variant. */
export function matmulProgram(definition: MatmulDefinition, variant: MatmulVariant): ProgramSpec {
  const { strategy, widthC, threadsX, threadsY } = variant;
  const inShared = strategy === 'shared';
  const value = elementOf(widthC);
  const { outputs, rowSums } = definition;
  return {
    inputs: definition.inputs,
    outputs: {
      ...Object.fromEntries(outputs.map((name) => [name, realOf(widthC)])),
      ...(rowSums !== undefined && { [rowSums]: 'f32' as const }),
    },
    uniforms: { m: 'u32', n: 'u32', k: 'u32', part: 'u32', ...definition.uniforms },
    workgroupSize: [threadsX, threadsY],
    subgroups: strategy === 'quads',
    declarations: [
      `alias Value = ${value};`,
      definition.declarations ?? '',
      accessors('a', definition.a),
      accessors('b', definition.b),
      outputFunctions(definition, outputs[0]!),
      inShared ? workgroupTiles(variant) : '',
    ].join('\n'),
    main: inShared ? sharedMain(definition, variant) : registerMain(definition, variant),
  };
}

function accessors(name: string, { row, rowType = 'u32', k, kType = 'u32', at, width }: Operand): string {
  return `
fn ${name}Row(row: u32) -> ${rowType} { return ${row}; }
fn ${name}Step(k: u32) -> ${kType} { return ${k}; }
fn ${name}At(r: ${rowType}, s: ${kType}) -> ${elementOf(width)} { return ${at}; }`;
}

/** `start`, `placeRow`, `placeColumn` and `finish` of the definition, or what stands for them. */
function outputFunctions({ start, place, finish }: MatmulDefinition, output: string): string {
  return `
fn start(column: u32) -> f32 { return ${start ?? '0.0'}; }
fn placeRow(row: u32, layer: u32) -> u32 { return ${place?.row ?? '(layer * params.m + row) * params.n'}; }
fn placeColumn(column: u32) -> u32 { return ${place?.column ?? 'column'}; }
fn finish(i: u32, value: Value) { ${finish ?? `write_${output}(i, value);`} }`;
}
