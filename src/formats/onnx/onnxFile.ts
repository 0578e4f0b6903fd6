import { PbfWriter } from 'pbf';
import { Failure } from '../../failure';

/**
 * @file ONNX models as files (github.com/onnx/onnx, onnx.proto): the few messages that a network needs, by their field
 * numbers there.
 */

/** Names of an axis that may have any size, or its size. */
export type OnnxAxis = string | number;

/** An input or output of 32-bit floats. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly OnnxAxis[];
  /** What it is, for people. */
  readonly text: string;
}

/** A tensor in the file, row-major: floats, or whole numbers of 64 bits. */
export interface OnnxInitializer {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

/** Whole numbers alone are integers; a float is given as `{ float }`. */
type OnnxAttribute = number | readonly number[] | { readonly float: number };

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

export interface OnnxModel {
  readonly name: string;
  readonly text: string;
  readonly producer: { readonly name: string; readonly version: string };
  /** Of the standard operators. */
  readonly opset: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxInitializer[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/** Of opset 20. */
const IR_VERSION = 9;
const [FLOAT, INT64] = [1, 7] as const;
const ATTRIBUTE = { float: 1, int: 2, ints: 7 } as const;
/** Protocol buffers end at 2 GiB; some of it is for the graph. */
const MOST_BYTES = 2 ** 31 - 2 ** 24;

/**
 * The bytes of a `.onnx` file.
 * @throws {Failure} `storage_failed` where the weights do not fit into one file of this format
 */
export function writeOnnx(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const bytes = model.initializers.reduce((sum, { data }) => sum + data.byteLength, 0);
  if (bytes > MOST_BYTES)
    throw new Failure({
      code: 'storage_failed',
      message: `The weights have ${bytes} bytes; an ONNX file holds at most ${MOST_BYTES}.`,
      doing: 'writing an ONNX file',
      remedy: 'Export the weights as .pth or safetensors instead.',
    });
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, IR_VERSION);
  pbf.writeStringField(2, model.producer.name);
  pbf.writeStringField(3, model.producer.version);
  pbf.writeStringField(6, model.text);
  pbf.writeMessage(7, writeGraph, model);
  pbf.writeMessage(8, writeOpset, model.opset);
  for (const entry of Object.entries(model.metadata)) pbf.writeMessage(14, writeEntry, entry);
  return pbf.finish() as Uint8Array<ArrayBuffer>;
}

function writeGraph(model: OnnxModel, pbf: PbfWriter): void {
  for (const node of model.nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeStringField(2, model.name);
  for (const tensor of model.initializers) pbf.writeMessage(5, writeTensor, tensor);
  for (const input of model.inputs) pbf.writeMessage(11, writeValue, input);
  for (const output of model.outputs) pbf.writeMessage(12, writeValue, output);
}

function writeNode({ op, inputs, outputs, attributes }: OnnxNode, pbf: PbfWriter): void {
  for (const input of inputs) pbf.writeStringField(1, input);
  for (const output of outputs) pbf.writeStringField(2, output);
  pbf.writeStringField(3, `${op}_${outputs[0]!}`);
  pbf.writeStringField(4, op);
  for (const attribute of Object.entries(attributes)) pbf.writeMessage(5, writeAttribute, attribute);
}

function writeAttribute([name, value]: readonly [string, OnnxAttribute], pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  if (typeof value === 'number') {
    pbf.writeVarintField(3, value);
    pbf.writeVarintField(20, ATTRIBUTE.int);
  } else if ('float' in value) {
    pbf.writeFloatField(2, value.float);
    pbf.writeVarintField(20, ATTRIBUTE.float);
  } else {
    for (const item of value) pbf.writeVarintField(8, item);
    pbf.writeVarintField(20, ATTRIBUTE.ints);
  }
}

function writeTensor({ name, shape, data }: OnnxInitializer, pbf: PbfWriter): void {
  for (const size of shape) pbf.writeVarintField(1, size);
  pbf.writeVarintField(2, data instanceof Float32Array ? FLOAT : INT64);
  pbf.writeStringField(8, name);
  pbf.writeBytesField(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function writeValue({ name, shape, text }: OnnxValue, pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  pbf.writeMessage(2, writeType, shape);
  pbf.writeStringField(3, text);
}

function writeType(shape: readonly OnnxAxis[], pbf: PbfWriter): void {
  pbf.writeMessage(1, writeTensorType, shape);
}

function writeTensorType(shape: readonly OnnxAxis[], pbf: PbfWriter): void {
  pbf.writeVarintField(1, FLOAT);
  pbf.writeMessage(2, writeShape, shape);
}

function writeShape(shape: readonly OnnxAxis[], pbf: PbfWriter): void {
  for (const axis of shape) pbf.writeMessage(1, writeAxis, axis);
}

function writeAxis(axis: OnnxAxis, pbf: PbfWriter): void {
  if (typeof axis === 'number') pbf.writeVarintField(1, axis);
  else pbf.writeStringField(2, axis);
}

function writeOpset(version: number, pbf: PbfWriter): void {
  pbf.writeStringField(1, '');
  pbf.writeVarintField(2, version);
}

function writeEntry([key, value]: readonly [string, string], pbf: PbfWriter): void {
  pbf.writeStringField(1, key);
  pbf.writeStringField(2, value);
}
