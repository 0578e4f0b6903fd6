import {
  writeGraphModel,
  type TfjsAttribute,
  type TfjsConstant,
  type TfjsNode,
} from '../formats/tfjs/graphModel';
import { PROGRAM } from '../program';
import type { ConvGeometry, GraphWriter, OutputName, Weight } from './graphWriter';
import { writeNetwork, type ExportedModel } from './networkGraph';
import { transposed } from './transposed';

/**
 * A model as a graph model of TensorFlow.js, for `tf.loadGraphModel`. Input `images` `[N, H, W, 3]`, RGB; outputs as of
 * the ONNX model. Batch and size are dynamic.
 *
 * @returns the contents of `model.json` and `weights.bin`.
 * @throws {Failure} `weights_mismatch`
 */
export function tfjsModel(exported: ExportedModel, metadata: Readonly<Record<string, string>>) {
  const graph = new TfjsGraph();
  writeNetwork(exported, graph, { name: 'images', isMap: true });
  const { nodes, constants, outputs } = graph;
  const inputs = [{ name: 'images', shape: [-1, -1, -1, 3] }];
  return writeGraphModel({ program: PROGRAM, metadata, inputs, outputs, nodes, constants });
}

/** A tensor of the graph, channels last; what is no map has a row for each image. */
interface Value {
  readonly name: string;
  readonly isMap: boolean;
}

class TfjsGraph implements GraphWriter<Value> {
  readonly nodes: TfjsNode[] = [];
  readonly constants: TfjsConstant[] = [];
  readonly outputs: { readonly name: string; readonly shape: readonly number[] }[] = [];

  conv(x: Value, w: Weight, b: Weight | undefined, { stride, padding, groups }: ConvGeometry): Value {
    const input = padding === 0 ? x.name : this.padded(x.name, padding);
    const isDepthwise = groups > 1;
    // [O, I, h, w] → [h, w, I, O], for single channels [h, w, O, 1].
    const filter = this.constant(reordered(w, isDepthwise ? [2, 3, 0, 1] : [2, 3, 1, 0]));
    const product = this.convolution(isDepthwise ? 'DepthwiseConv2dNative' : 'Conv2D', input, filter, stride);
    return { name: this.plus(product, b), isMap: true };
  }

  linear(x: Value, w: Weight, b: Weight | undefined): Value {
    const { shape, data } = transposed(w);
    const product = x.isMap
      ? this.convolution('Conv2D', x.name, this.constant({ shape: [1, 1, ...shape], data }), 1)
      : this.node('MatMul', [x.name, this.constant({ shape, data })], {
          transpose_a: false,
          transpose_b: false,
        });
    return { ...x, name: this.plus(product, b) };
  }

  layerNorm(x: Value, gamma: Weight, beta: Weight, eps: number): Value {
    const centred = this.node('Sub', [x.name, this.meanOver(x.name, [-1], true)]);
    const variance = this.meanOver(this.node('Square', [centred]), [-1], true);
    const scale = this.node('Rsqrt', [this.node('AddV2', [variance, this.number(eps)])]);
    const normed = this.node('Mul', [centred, scale]);
    return this.affine({ ...x, name: normed }, gamma, beta);
  }

  affine(x: Value, scale: Weight, shift: Weight | undefined): Value {
    const scaled = this.node('Mul', [x.name, this.constant(scale)]);
    return { ...x, name: this.plus(scaled, shift) };
  }

  gelu(x: Value): Value {
    const error = this.node('Erf', [this.node('Mul', [x.name, this.number(Math.SQRT1_2)])]);
    const weight = this.node('Mul', [this.node('AddV2', [error, this.number(1)]), this.number(0.5)]);
    return { ...x, name: this.node('Mul', [x.name, weight]) };
  }

  relu(x: Value): Value {
    return { ...x, name: this.node('Relu', [x.name]) };
  }

  add(x: Value, y: Value): Value {
    return { ...x, name: this.node('AddV2', [x.name, y.name]) };
  }

  /** What is never negative can be padded with zeros. */
  maxPool(x: Value): Value {
    const name = this.node('MaxPool', [this.padded(x.name, 1)], {
      ksize: [1, 3, 3, 1],
      strides: [1, 2, 2, 1],
      padding: 'VALID',
    });
    return { ...x, name };
  }

  mean(x: Value): Value {
    return { name: this.meanOver(x.name, [1, 2], false), isMap: false };
  }

  output(x: Value, name: OutputName, channels: number): void {
    this.outputs.push({ name, shape: x.isMap ? [-1, -1, channels] : [-1, channels] });
    if (!x.isMap) {
      this.push('Identity', [x.name], name);
      return;
    }
    const shape = this.node('Shape', [x.name]);
    const batch = this.node('Slice', [shape, this.integers([0]), this.integers([1])]);
    const rows = this.node('ConcatV2', [batch, this.integers([-1, channels]), this.integers(0)]);
    this.push('Reshape', [x.name, rows], name);
  }

  private convolution(op: string, input: string, filter: string, stride: number): string {
    return this.node(op, [input, filter], {
      strides: [1, stride, stride, 1],
      dilations: [1, 1, 1, 1],
      padding: 'VALID',
      data_format: 'NHWC',
    });
  }

  private padded(input: string, by: number): string {
    const name = `c${this.constants.length}`;
    const data = Int32Array.of(0, 0, by, by, by, by, 0, 0);
    this.constants.push({ name, shape: [4, 2], data });
    return this.node('Pad', [input, name]);
  }

  private plus(input: string, shift: Weight | undefined): string {
    return shift === undefined ? input : this.node('AddV2', [input, this.constant(shift)]);
  }

  private meanOver(input: string, axes: readonly number[], keeps: boolean): string {
    return this.node('Mean', [input, this.integers(axes)], { keep_dims: keeps });
  }

  private node(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, TfjsAttribute>> = {},
  ): string {
    return this.push(op, inputs, `t${this.nodes.length}`, attributes);
  }

  private push(
    op: string,
    inputs: readonly string[],
    name: string,
    attributes: Readonly<Record<string, TfjsAttribute>> = {},
  ): string {
    this.nodes.push({ name, op, inputs, attributes });
    return name;
  }

  private constant({ shape, data }: Weight): string {
    const name = `c${this.constants.length}`;
    this.constants.push({ name, shape, data });
    return name;
  }

  private number(value: number): string {
    return this.constant({ shape: [], data: Float32Array.of(value) });
  }

  /** A list, or a single number. */
  private integers(values: number | readonly number[]): string {
    const name = `c${this.constants.length}`;
    const [shape, data] =
      typeof values === 'number' ? [[], Int32Array.of(values)] : [[values.length], Int32Array.from(values)];
    this.constants.push({ name, shape, data });
    return name;
  }
}

/** A tensor of four axes with its axes in another order. */
function reordered({ shape, data }: Weight, order: readonly [number, number, number, number]): Weight {
  const sizes = order.map((axis) => shape[axis]!) as [number, number, number, number];
  const stride = (axis: number) => shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const steps = order.map(stride) as [number, number, number, number];
  const turned = new Float32Array(data.length);
  let at = 0;
  for (let i = 0; i < sizes[0]; i++)
    for (let j = 0; j < sizes[1]; j++)
      for (let k = 0; k < sizes[2]; k++)
        for (let l = 0; l < sizes[3]; l++)
          turned[at++] = data[i * steps[0] + j * steps[1] + k * steps[2] + l * steps[3]]!;
  return { shape: sizes, data: turned };
}
