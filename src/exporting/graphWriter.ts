/** @file How the layers of a trained model are told to a format of other programs. */

/** Numbers of a layer, row-major. */
export interface Weight {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface ConvGeometry {
  readonly stride: number;
  readonly padding: number;
  /** Channels are convolved one by one where it is their number. */
  readonly groups: number;
}

/** Writes layers down. `Value` stands for what a layer gives: a map of each image, or one row of numbers of each. */
export interface GraphWriter<Value> {
  /** @param w `[O, I / groups, h, w]` @param b `[O]` */
  conv(x: Value, w: Weight, b: Weight | undefined, geometry: ConvGeometry): Value;
  /** Each cell, or each row, by a matrix: w `[O, I]`, b `[O]`. */
  linear(x: Value, w: Weight, b: Weight | undefined): Value;
  /** Over the channels of each cell, or of each row. */
  layerNorm(x: Value, gamma: Weight, beta: Weight, eps: number): Value;
  /** Each channel times a number, plus a number where there is one. */
  affine(x: Value, scale: Weight, shift: Weight | undefined): Value;
  /** The exact one, by the error function. */
  gelu(x: Value): Value;
  relu(x: Value): Value;
  add(x: Value, y: Value): Value;
  /** 3 × 3, stride 2, padding 1, of what is never negative. */
  maxPool(x: Value): Value;
  /** A map → the mean of its cells. */
  mean(x: Value): Value;
  /** Gives a value out under a name; a map as `[N, cells, C]`, row by row. @param channels of a cell or row */
  output(x: Value, name: OutputName, channels: number): void;
}

/** What an exported model gives, by name. */
export const OUTPUT_TEXTS = {
  map: 'The last feature map, one row of channels for each cell, row by row.',
  representation: 'The mean of the map over its cells.',
  embedding: 'What the global expander makes of the representation.',
  map_embeddings: 'What the local expander makes of each cell.',
} as const;
export type OutputName = keyof typeof OUTPUT_TEXTS;
