import * as tf from '@tensorflow/tfjs-core';
import { packViewParameters, VIEW_STRIDE } from '../augment/packViewParameters';
import { PLAIN_VIEW } from '../augment/viewParameters';
import { normalizationOf } from '../config/normalization';
import { checkpoint, type Watch } from '../evaluation/cancellation';
import { centreCrop } from '../evaluation/features';
import { Failure } from '../failure';
import { collapseMeasures, STD_EPSILON } from '../ops/collapseMeasures';
import { sourcesOf } from '../ops/imageSources';
import { renderViews } from '../ops/renderViews';
import { MOST_VECTORS, SPACES, type EmbeddingRequest } from '../reports/embeddingSpace';
import { participationRatio, rankMe } from '../reports/spectrumMeasures';
import { hasGlobalBranch, hasLocalBranch } from '../vicregl/definition/terms';
import { forwardViews } from '../vicregl/network';
import type { Look, LookedAt } from './lookedAt';
import { principalAxes, type Table } from './principalAxes';

/** Images that go through together. */
const BATCH = 32;
/** Longer vectors are told by this many principal directions. */
const MOST_WIDTH = 512;

interface Vectors extends Table {
  /** Along either axis of a map. */
  readonly side: number;
  /** Cells that were taken of each image. */
  readonly cells: readonly number[];
}

/** @throws Failure `config_invalid` for no or too many images or cells, `data_missing` for numbers that no image has. */
export const embeddingSpace: Look<'embeddingSpace'> = async (network, request, watch) => {
  requireSmall(request);
  const { initialAlpha } = network;
  const { space, images } = request;
  if (space === 'embedding' && !hasGlobalBranch(initialAlpha)) return null;
  if (space === 'maps' && !hasLocalBranch(initialAlpha)) return null;
  const vectors = await vectorsOf(network, request, watch);
  const { count, width: dimensions, cells, side } = vectors;
  const own = principalAxes(vectors, { centred: false });
  const isLong = dimensions > MOST_WIDTH;
  await checkpoint(watch, 1);
  const spread = principalAxes(vectors, { centred: true });
  const eigenvalues = spread.squares
    .subarray(0, Math.min(Math.max(1, count - 1), dimensions))
    .map((square) => square / Math.max(1, count - 1));
  const total = eigenvalues.reduce((sum, value) => sum + value, 0);
  const share = (axis: number) => (total > 0 ? (eigenvalues[axis] ?? 0) / total : 0);
  return {
    count,
    dimensions,
    width: isLong ? MOST_WIDTH : dimensions,
    vectors: isLong ? own.scores(MOST_WIDTH) : vectors.rows,
    principal: spread.scores(2),
    shares: [share(0), share(1)],
    spectrum: Float32Array.from(eigenvalues),
    images: Uint32Array.from({ length: count }, (_, point) => images[Math.floor(point / cells.length)]!),
    cells: Uint16Array.from({ length: count }, (_, point) => cells[point % cells.length]!),
    side,
    rankMe: rankMe(own.squares.map(Math.sqrt)),
    participation: participationRatio(eigenvalues),
    ...(await spreadOf(vectors)),
  };
};

function requireSmall({ space, images, cells }: EmbeddingRequest): void {
  const each = space === 'maps' ? cells : 1;
  const vectors = images.length * each;
  if (SPACES.includes(space) && Number.isInteger(each) && each > 0 && vectors > 1 && vectors <= MOST_VECTORS)
    return;
  throw new Failure({
    code: 'config_invalid',
    message: `A look takes 2 to ${MOST_VECTORS} vectors, not ${vectors}.`,
    doing: 'looking at the embeddings',
    remedy: 'Choose another number of images.',
  });
}

async function vectorsOf(
  network: LookedAt,
  { space, images: numbers, cells: cellCount }: EmbeddingRequest,
  watch: Watch,
): Promise<Vectors> {
  const { config, model, initialAlpha: alpha } = network;
  const sources = network.images(numbers.map((image) => ({ image })));
  const { height, width: columns } = sources[0]!;
  const view = { ...PLAIN_VIEW, crop: centreCrop(sources[0]!, 1) };
  const { size } = config.views.crops[0]!;
  let whole: Float32Array | undefined;
  let [width, side] = [0, 1];
  let cells: readonly number[] = [0];
  for (let start = 0; start < sources.length; start += BATCH) {
    await checkpoint(watch, start / sources.length);
    const batch = sources.slice(start, start + BATCH);
    const pixels = new Uint8Array(batch.length * height * columns * 3);
    batch.forEach((source, place) => pixels.set(source.pixels, place * height * columns * 3));
    const rows = tf.tidy(() => {
      const rendered = renderViews(
        {
          ...sourcesOf({ images: pixels, height, width: columns }, [...batch.keys()]),
          parameters: tf.tensor2d(packViewParameters(batch.map(() => view)), [batch.length, VIEW_STRIDE]),
        },
        { sourceHeight: height, sourceWidth: columns, size, ...normalizationOf(config.views) },
      );
      const { outputs } = forwardViews(config.model, model.tensors, [{ views: [0], images: rendered }], {
        training: false,
        alpha,
      });
      const output = outputs[0]!;
      if (space !== 'maps') return output[space]!;
      const [count, all, channels] = output.maps!.shape;
      cells = spreadCells(all, cellCount);
      // Views are square, and so are their maps.
      side = Math.round(Math.sqrt(all));
      const taken = tf.gather(output.maps!, tf.tensor1d([...cells], 'int32'), 1);
      return tf.reshape<tf.Rank.R2>(taken, [count * cells.length, channels]);
    });
    try {
      width = rows.shape[1];
      whole ??= new Float32Array(sources.length * cells.length * width);
      whole.set(await rows.data<'float32'>(), start * cells.length * width);
    } finally {
      rows.dispose();
    }
  }
  return { rows: whole!, count: sources.length * cells.length, width, cells, side };
}

/** Some of a map's cells at equal distances; all where it has no more. */
function spreadCells(all: number, wanted: number): readonly number[] {
  const count = Math.min(all, wanted);
  return Array.from({ length: count }, (_, place) => Math.floor(((place + 0.5) * all) / count));
}

/** How far vectors spread, and how much their dimensions say the same. */
async function spreadOf({ rows, count, width }: Table): Promise<{ std: number; correlation: number }> {
  const measures = tf.tidy(() => {
    const x = tf.tensor2d(rows, [count, width]);
    const [std] = tf.split(collapseMeasures({ x0: x }, { batch: count }), 2);
    const centred = tf.sub(x, tf.mean(x, 0, true));
    const deviations = tf.sqrt(tf.div(tf.sum(tf.square(centred), 0, true), count - 1));
    const scores = tf.div<tf.Tensor2D>(centred, tf.add(deviations, STD_EPSILON));
    const correlations = tf.div(tf.matMul(scores, scores, true), count - 1);
    const squares = tf.square(correlations);
    const own = tf.sum(tf.square(tf.div(tf.sum(tf.square(scores), 0), count - 1)));
    const between = tf.sqrt(
      tf.div(tf.maximum(tf.sub(tf.sum(squares), own), 0), Math.max(1, width * (width - 1))),
    );
    return tf.concat1d([tf.reshape<tf.Rank.R1>(std!, [1]), tf.reshape<tf.Rank.R1>(between, [1])]);
  });
  try {
    const [std, correlation] = await measures.data();
    return { std: std!, correlation: correlation! };
  } finally {
    measures.dispose();
  }
}
