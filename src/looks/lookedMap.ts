import * as tf from '@tensorflow/tfjs-core';
import type { RgbImage } from '../augment/distortions/rgbImage';
import { PLAIN_VIEW } from '../augment/viewParameters';
import { normalizationOf } from '../config/normalization';
import { centreCrop } from '../evaluation/features';
import { Failure } from '../failure';
import { backboneForward } from '../nn/backbone';
import { withoutPrefix } from '../nn/scope';
import type { LookedMap } from '../reports/featureMaps';
import type { LookImage } from '../reports/looks';
import { hasLocalBranch } from '../vicregl/definition/terms';
import { BACKBONE } from '../vicregl/modules';
import { forwardViews } from '../vicregl/network';
import type { LookedAt } from './lookedAt';
import { renderSources } from './renderSources';

/** Cells of some images. */
export interface Cells {
  /** `[images, rows · columns, channels]` */
  readonly cells: tf.Tensor3D;
  readonly rows: number;
  readonly columns: number;
}

/** Images of one look at most. */
const MOST_IMAGES = 256;
/** Larger inputs are more than a map to look at. */
const MOST_SCALE = 4;

export function stageCount({ config: { model } }: Pick<LookedAt, 'config'>): number {
  const { backbone } = model;
  return (backbone.family === 'convnext' ? backbone.depths : backbone.layers).length;
}

export function hasEmbedding({ initialAlpha }: Pick<LookedAt, 'initialAlpha'>): boolean {
  return hasLocalBranch(initialAlpha);
}

/**
 * A map of the middle squares of some images, resized to the global crops' side times `scale`. In a tidy.
 * @throws Failure `config_invalid` where the network has no such map, or too much is asked; `data_missing` for numbers that
 * no image has.
 */
export function lookedMap(
  network: LookedAt,
  wanted: readonly LookImage[],
  map: LookedMap,
  scale: number,
): Cells {
  check(network, wanted, map, scale);
  const sources: readonly RgbImage[] = network.images(wanted);
  const views = sources.map((source) => ({ ...PLAIN_VIEW, crop: centreCrop(source, 1) }));
  const { config, model, initialAlpha: alpha } = network;
  const size = Math.round(scale * config.views.crops[0]!.size);
  const images = renderSources(sources, views, size, normalizationOf(config.views));
  if (map.of === 'embedding') {
    const { outputs } = forwardViews(config.model, model.tensors, [{ views: [0], images }], {
      training: false,
      alpha,
      mapsOnly: true,
    });
    const cells = outputs[0]!.maps!;
    // The views are square, and so are their maps.
    const side = Math.round(Math.sqrt(cells.shape[1]));
    return { cells, rows: side, columns: side };
  }
  const params = withoutPrefix(model.tensors, BACKBONE);
  const outputs = backboneForward(config.model.backbone, params, images, { training: false, stages: true });
  const stage = outputs.stageMaps[map.stage];
  if (stage === undefined) return { cells: outputs.maps, rows: outputs.rows, columns: outputs.columns };
  const [count, rows, columns, channels] = stage.shape;
  return { cells: tf.reshape(stage, [count, rows * columns, channels]), rows, columns };
}

function check(network: LookedAt, wanted: readonly LookImage[], map: LookedMap, scale: number): void {
  const isThere =
    map.of === 'embedding'
      ? hasEmbedding(network)
      : Number.isInteger(map.stage) && map.stage >= 0 && map.stage < stageCount(network);
  if (!isThere) throw noSuch('The network has no such map.', 'Choose another map.');
  if (wanted.length === 0 || wanted.length > MOST_IMAGES)
    throw noSuch(`Not 1 to ${MOST_IMAGES} images.`, 'Look at fewer images.');
  if (!(scale > 0 && scale <= MOST_SCALE)) throw noSuch('The input is too large.', 'Look at a smaller one.');
}

export function noSuch(message: string, remedy: string): Failure {
  return new Failure({ code: 'config_invalid', message, doing: 'looking at a map', remedy });
}
