/**
 * @file Graph models of TensorFlow.js: `model.json` with the graph in TensorFlow's words as JSON, and the weights in a
 * file beside it.
 */

/** An axis of any size is -1. */
interface TfjsValue {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A constant in the file of weights. */
export interface TfjsConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

/** A truth value, whole numbers (as a list), or a text. */
export type TfjsAttribute = boolean | readonly number[] | string;

export interface TfjsNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attributes: Readonly<Record<string, TfjsAttribute>>;
}

export interface TfjsModel {
  /** Program that made it. */
  readonly program: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly inputs: readonly TfjsValue[];
  readonly outputs: readonly TfjsValue[];
  /** In an order in which they can be computed. */
  readonly nodes: readonly TfjsNode[];
  readonly constants: readonly TfjsConstant[];
}

export const MODEL_FILE = 'model.json';
export const WEIGHTS_FILE = 'weights.bin';

const FLOAT = { type: 'DT_FLOAT' };
const INT = { type: 'DT_INT32' };

/** The two files of a graph model, which belong into one folder. */
export function writeGraphModel(model: TfjsModel): {
  readonly [MODEL_FILE]: string;
  readonly [WEIGHTS_FILE]: Uint8Array<ArrayBuffer>;
} {
  const { constants, inputs, outputs, nodes, program, metadata } = model;
  const document = {
    format: 'graph-model',
    generatedBy: program,
    convertedBy: null,
    signature: { inputs: signature(inputs), outputs: signature(outputs) },
    userDefinedMetadata: metadata,
    modelTopology: {
      node: [
        ...inputs.map(({ name, shape }) => ({
          name,
          op: 'Placeholder',
          attr: { dtype: FLOAT, shape: { shape: axes(shape) } },
        })),
        ...constants.map(({ name, shape, data }) => {
          const dtype = data instanceof Int32Array ? INT : FLOAT;
          const value = { tensor: { dtype: dtype.type, tensorShape: axes(shape) } };
          return { name, op: 'Const', attr: { dtype, value } };
        }),
        ...nodes.map(({ name, op, inputs: from, attributes }) => ({
          name,
          op,
          input: from,
          attr: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, attribute(value)])),
        })),
      ],
      library: {},
      versions: { producer: 1 },
    },
    weightsManifest: [
      {
        paths: [WEIGHTS_FILE],
        weights: constants.map(({ name, shape, data }) => ({
          name,
          shape,
          dtype: data instanceof Int32Array ? 'int32' : 'float32',
        })),
      },
    ],
  };
  return { [MODEL_FILE]: `${JSON.stringify(document)}\n`, [WEIGHTS_FILE]: joined(constants) };
}

function signature(values: readonly TfjsValue[]) {
  return Object.fromEntries(
    values.map(({ name, shape }) => [
      name,
      { name: `${name}:0`, dtype: FLOAT.type, tensorShape: axes(shape) },
    ]),
  );
}

function axes(shape: readonly number[]) {
  return { dim: shape.map((size) => ({ size: String(size) })) };
}

/** Texts are bytes in this format, in base64. */
function attribute(value: TfjsAttribute) {
  if (typeof value === 'boolean') return { b: value };
  if (typeof value === 'string') return { s: btoa(value) };
  return { list: { i: value.map(String) } };
}

function joined(constants: readonly TfjsConstant[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(constants.reduce((sum, { data }) => sum + data.byteLength, 0));
  let at = 0;
  for (const { data } of constants) {
    whole.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return whole;
}
