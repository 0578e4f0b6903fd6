import { mapSide, representationSize } from '../config/geometry';
import { parseExpander } from '../config/modelConfig';
import type { RunConfig } from '../config/runConfig';
import type { TableFormat } from './formats';
import { OUTPUT_TEXTS, type OutputName } from './graphWriter';

/** What can be exported of every image, by the names of an exported model's outputs. */
export const FEATURES = Object.keys(OUTPUT_TEXTS) as readonly OutputName[];

/** Those that are exported where nothing is chosen and the model has them. */
export const USUAL_FEATURES: readonly OutputName[] = ['representation', 'embedding'];

/** The images that are trained on, or those that the data set keeps for tests. */
export const FEATURE_PARTS = ['train', 'test'] as const;
export type FeaturePart = (typeof FEATURE_PARTS)[number];

/** A table of features of the images of a run. */
export interface FeatureRequest {
  readonly format: TableFormat;
  readonly part: FeaturePart;
  /** In the order of the file. */
  readonly features: readonly OutputName[];
}

/** Shapes of a feature of one image: `[C]`, or `[cells, C]`. */
export type FeatureShapes = Readonly<Partial<Record<OutputName, readonly number[]>>>;

/** What a model gives of each image. @param expanders which of them it has */
export function featureShapes(
  { model, views }: RunConfig,
  expanders: Readonly<Record<'global' | 'local', boolean>>,
): FeatureShapes {
  const width = representationSize(model.backbone);
  const cells = mapSide(model.backbone, views.crops[0]!.size) ** 2;
  return {
    map: [cells, width],
    representation: [width],
    ...(expanders.global ? { embedding: [parseExpander(model.globalExpander).at(-1)!] } : {}),
    ...(expanders.local ? { map_embeddings: [cells, parseExpander(model.localExpander).at(-1)!] } : {}),
  };
}

/** Whether an image has a row for each cell of its map. */
export function isOfCells(name: OutputName): boolean {
  return name === 'map' || name === 'map_embeddings';
}
