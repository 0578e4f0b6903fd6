import {
  writeOnnx,
  type OnnxAxis,
  type OnnxInitializer,
  type OnnxNode,
  type OnnxValue,
} from '../formats/onnx/onnxFile';
import { PROGRAM } from '../program';
import {
  OUTPUT_TEXTS,
  type ConvGeometry,
  type GraphWriter,
  type OutputName,
  type Weight,
} from './graphWriter';
import { writeNetwork, type ExportedModel } from './networkGraph';
import { transposed } from './transposed';

/** Has GELU as one operator; ONNX Runtime reads it since 1.17. */
const OPSET = 20;
const INPUT = 'images';

/**
 * A model as an ONNX file of opset 20. Input `images` `[N, 3, H, W]`, RGB; outputs `map` `[N, cells, C]` row by row and
 * `representation` `[N, C]`, with `embedding` and `map_embeddings` where expanders are asked for and have weights. Batch
 * and size are dynamic.
 *
 * @param metadata for the file, besides what the input has to be.
 * @throws {Failure} `weights_mismatch`, `storage_failed`
 */
export function onnxModel(
  exported: ExportedModel,
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const graph = new OnnxGraph();
  const input: OnnxValue = {
    name: INPUT,
    shape: ['N', 3, 'height', 'width'],
    text:
      exported.normalization === undefined
        ? 'RGB images, normalised as the metadata says.'
        : 'RGB images, values from 0 to 1.',
  };
  writeNetwork(exported, graph, { name: INPUT, layout: 'channelsFirst' });
  const { nodes, initializers, outputs } = graph;
  const [name, version] = /^(.*) (\S+)/.exec(PROGRAM)?.slice(1) ?? [PROGRAM, ''];
  return writeOnnx({
    name: 'vicregl',
    text: 'A VICRegL model: its feature map and representation of images.',
    producer: { name: name!, version: version! },
    opset: OPSET,
    metadata,
    nodes,
    initializers,
    inputs: [input],
    outputs,
  });
}

/** A tensor of the graph; maps change between layouts where a layer needs it, rows are always channels last. */
interface Value {
  readonly name: string;
  readonly layout: 'channelsFirst' | 'channelsLast' | 'rows';
}

class OnnxGraph implements GraphWriter<Value> {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: OnnxInitializer[] = [];
  readonly outputs: OnnxValue[] = [];

  conv(x: Value, w: Weight, b: Weight | undefined, { stride, padding, groups }: ConvGeometry): Value {
    const inputs = [this.channelsFirst(x).name, this.constant(w), ...(b ? [this.constant(b)] : [])];
    const [, , height, width] = w.shape as [number, number, number, number];
    const name = this.node('Conv', inputs, {
      kernel_shape: [height, width],
      strides: [stride, stride],
      pads: [padding, padding, padding, padding],
      group: groups,
    });
    return { name, layout: 'channelsFirst' };
  }

  linear(x: Value, w: Weight, b: Weight | undefined): Value {
    const { name, layout } = this.channelsLast(x);
    const product = this.node('MatMul', [name, this.constant(transposed(w))]);
    return { name: b ? this.node('Add', [product, this.constant(b)]) : product, layout };
  }

  layerNorm(x: Value, gamma: Weight, beta: Weight, eps: number): Value {
    const { name, layout } = this.channelsLast(x);
    const inputs = [name, this.constant(gamma), this.constant(beta)];
    return { name: this.node('LayerNormalization', inputs, { axis: -1, epsilon: { float: eps } }), layout };
  }

  affine(x: Value, scale: Weight, shift: Weight | undefined): Value {
    const along = ({ data, shape }: Weight): Weight => ({
      data,
      shape: x.layout === 'channelsFirst' ? [shape[0]!, 1, 1] : shape,
    });
    const scaled = this.node('Mul', [x.name, this.constant(along(scale))]);
    const name = shift ? this.node('Add', [scaled, this.constant(along(shift))]) : scaled;
    return { name, layout: x.layout };
  }

  gelu(x: Value): Value {
    return { ...x, name: this.node('Gelu', [x.name]) };
  }

  relu(x: Value): Value {
    return { ...x, name: this.node('Relu', [x.name]) };
  }

  add(x: Value, y: Value): Value {
    const other = x.layout === 'channelsFirst' ? this.channelsFirst(y) : this.channelsLast(y);
    return { ...x, name: this.node('Add', [x.name, other.name]) };
  }

  maxPool(x: Value): Value {
    const name = this.node('MaxPool', [this.channelsFirst(x).name], {
      kernel_shape: [3, 3],
      strides: [2, 2],
      pads: [1, 1, 1, 1],
    });
    return { name, layout: 'channelsFirst' };
  }

  mean(x: Value): Value {
    const axes = x.layout === 'channelsFirst' ? [2, 3] : [1, 2];
    const name = this.node('ReduceMean', [x.name, this.integers(axes)], { keepdims: 0 });
    return { name, layout: 'rows' };
  }

  output(x: Value, name: OutputName, channels: number): void {
    const shape: OnnxAxis[] = x.layout === 'rows' ? ['N', channels] : ['N', 'cells', channels];
    if (x.layout === 'rows') this.push('Identity', [x.name], name);
    else {
      const rows = this.integers([0, -1, channels]);
      this.push('Reshape', [this.channelsLast(x).name, rows], name);
    }
    this.outputs.push({ name, shape, text: OUTPUT_TEXTS[name] });
  }

  private channelsFirst(x: Value): Value {
    if (x.layout !== 'channelsLast') return x;
    return { name: this.node('Transpose', [x.name], { perm: [0, 3, 1, 2] }), layout: 'channelsFirst' };
  }

  private channelsLast(x: Value): Value {
    if (x.layout !== 'channelsFirst') return x;
    return { name: this.node('Transpose', [x.name], { perm: [0, 2, 3, 1] }), layout: 'channelsLast' };
  }

  private node(op: string, inputs: readonly string[], attributes: OnnxNode['attributes'] = {}): string {
    return this.push(op, inputs, `t${this.nodes.length}`, attributes);
  }

  private push(
    op: string,
    inputs: readonly string[],
    output: string,
    attributes: OnnxNode['attributes'] = {},
  ): string {
    this.nodes.push({ op, inputs, outputs: [output], attributes });
    return output;
  }

  private constant({ shape, data }: Weight): string {
    const name = `w${this.initializers.length}`;
    this.initializers.push({ name, shape, data });
    return name;
  }

  private integers(values: readonly number[]): string {
    const name = `w${this.initializers.length}`;
    this.initializers.push({ name, shape: [values.length], data: BigInt64Array.from(values.map(BigInt)) });
    return name;
  }
}
