import { accessors, storedType, TO_HALVES, type BufferFormat, type RealType } from './realBuffers';

/**
 * Element type of a storage buffer as a program sees it; the vector types need buffers of a multiple of 16 bytes. `real`
 * and `real4` are one or four float values in whichever precision the tensor at hand is stored: a program gets at them
 * through the functions of `realBuffers.ts` only.
 */
export type ElementType = 'f32' | 'i32' | 'u32' | 'vec2<f32>' | 'vec4<f32>' | 'vec4<u32>' | RealType;
/** Type of a value in the uniform block. */
export type ScalarType = 'f32' | 'i32' | 'u32';
/** Type of a table in the uniform block; its values come one vector after the other. */
export type TableType = `array<vec4<${'f32' | 'u32'}>, ${number}>`;
export type UniformType = ScalarType | TableType;

/**
 * A compute program before it is compiled. Bindings are declared from these fields, in this order: `inputs` as
 * `var<storage, read> NAME: array<T>`, `outputs` as `var<storage, read_write> NAME: array<T>`, then `uniforms` as
 * `var<uniform> params` of a struct with these members.
 */
export interface ProgramSpec {
  readonly inputs: Readonly<Record<string, ElementType>>;
  /** Written, or read and written in place: such a tensor is bound here only. */
  readonly outputs: Readonly<Record<string, ElementType>>;
  readonly uniforms?: Readonly<Record<string, UniformType>>;
  readonly workgroupSize: readonly [x: number, y?: number, z?: number];
  /** Puts `lane`, this invocation's number in its subgroup, in scope; the device must have the feature. */
  readonly subgroups?: boolean;
  /** Helper functions, constants and workgroup variables. */
  readonly declarations?: string;
  /** Body of `main`, with the builtins `workgroup`, `workgroups`, `local`, `localIndex` and `global` in scope. */
  readonly main: string;
}

/** A program with all its constants fixed: one pipeline per device. */
export interface Program {
  readonly key: string;
  readonly code: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly uniforms: readonly (readonly [name: string, type: UniformType])[];
  /** The buffers of type `real` or `real4`. */
  readonly reals: Readonly<Record<string, RealType>>;
  /** The same program where these of `reals` hold halves, read as `f16` (the device must have it) or as packed bits. */
  readonly withHalves: (names: readonly string[], native: boolean) => Program;
}

/** Constants that a program is specialised by, such as tile sizes and fused activations. */
export type Constants = Readonly<Record<string, number | string | boolean>>;

const families = new Map<string, (constants: Constants) => Program>();

/** All families of programs by name, as far as their modules are loaded. */
export const PROGRAM_FAMILIES: ReadonlyMap<string, (constants: Constants) => Program> = families;

/**
 * Names a family of programs. The result maps specialisation constants to the same `Program` object every time, so
 * its WGSL is written once per set of constants. Shapes belong in `uniforms`, unless a loop gains from knowing them.
 */
export function defineProgram<C extends Constants>(
  name: string,
  write: (constants: C) => ProgramSpec,
): (constants: C) => Program {
  const written = new Map<string, Program>();
  const family = (constants: C): Program => {
    let variant = '';
    for (const key in constants) variant += `,${key}=${String(constants[key])}`;
    let program = written.get(variant);
    if (program === undefined) {
      program = assemble(`${name}${variant}`, write(constants));
      written.set(variant, program);
    }
    return program;
  };
  families.set(name, family as (constants: Constants) => Program);
  return family;
}

function assemble(name: string, spec: ProgramSpec, halves: readonly string[] = [], native = false): Program {
  const uniforms = Object.entries(spec.uniforms ?? {});
  const formatOf = (buffer: string): BufferFormat =>
    !halves.includes(buffer) ? 'float' : native ? 'half' : 'packed';
  const declare = (access: string, [buffer, type]: [string, ElementType]): string =>
    `var<storage, ${access}> ${buffer}: array<${isReal(type) ? storedType(type, formatOf(buffer)) : type}>;`;
  const inputs = Object.entries(spec.inputs);
  const outputs = Object.entries(spec.outputs);
  const buffers = [
    ...inputs.map((entry) => declare('read', entry)),
    ...outputs.map((entry) => declare('read_write', entry)),
    ...(uniforms.length > 0 ? ['var<uniform> params: Params;'] : []),
  ];
  const reals = [...inputs, ...outputs].filter((entry): entry is [string, RealType] => isReal(entry[1]));
  const functions = reals.map(([buffer, type]) =>
    accessors(buffer, type, formatOf(buffer), buffer in spec.outputs),
  );
  const [x, y = 1, z = 1] = spec.workgroupSize;
  const code = `${spec.subgroups ? 'enable subgroups;' : ''}
${native && halves.length > 0 ? 'enable f16;' : ''}
${uniforms.length > 0 ? `struct Params { ${uniforms.map(([name, type]) => `${name}: ${type}`).join(', ')} }` : ''}
${buffers.map((declaration, i) => `@group(0) @binding(${i}) ${declaration}`).join('\n')}
${halves.length > 0 ? TO_HALVES : ''}
${functions.join('\n')}
${spec.declarations ?? ''}
@compute @workgroup_size(${x}, ${y}, ${z})
fn main(
  @builtin(workgroup_id) workgroup: vec3<u32>,
  @builtin(num_workgroups) workgroups: vec3<u32>,
  @builtin(local_invocation_id) local: vec3<u32>,
  @builtin(local_invocation_index) localIndex: u32,
  @builtin(global_invocation_id) global: vec3<u32>,
  ${spec.subgroups ? '@builtin(subgroup_invocation_id) lane: u32,' : ''}
) {
${spec.main}
}
`;
  const variants = new Map<string, Program>();
  return {
    key: halves.length === 0 ? name : `${name},${native ? 'half' : 'packed'}=${halves.join('+')}`,
    code,
    inputs: Object.keys(spec.inputs),
    outputs: Object.keys(spec.outputs),
    uniforms,
    reals: Object.fromEntries(reals),
    withHalves: (names, isNative) => {
      const key = `${isNative} ${names.join()}`;
      const variant = variants.get(key) ?? assemble(name, spec, names, isNative);
      variants.set(key, variant);
      return variant;
    },
  };
}

function isReal(type: ElementType): type is RealType {
  return type === 'real' || type === 'real4';
}
