import { representationSize } from '../config/geometry';
import type { RunConfig } from '../config/runConfig';
import { expanderNorm } from '../nn/expanderSpecs';
import { backboneLayers, expanderLayers, type Layer } from '../nn/layers';
import { BACKBONE, GLOBAL_EXPANDER, LOCAL_EXPANDER } from './modules';

/** Layers that belong together: the stem, a stage, an expander. */
export interface LayerGroup {
  /** As in reports of gradients: `stem`, `stage 1`, `global expander`. */
  readonly id: string;
  readonly title: string;
  readonly module: typeof BACKBONE | typeof GLOBAL_EXPANDER | typeof LOCAL_EXPANDER;
  readonly layers: readonly Layer[];
  /** What comes out of it: cells along either axis, 1 of whole images, and channels. */
  readonly side: number;
  readonly channels: number;
  /** Pixels of the view that one of its cells depends on, and between two of them; absent of what sees whole images. */
  readonly field?: number;
  readonly step?: number;
}

/** Name of a part of the backbone. */
export function partTitle(part: 'stem' | number): string {
  return part === 'stem' ? 'Stem' : `Stage ${part}`;
}

export const EXPANDER_TITLES = {
  [GLOBAL_EXPANDER]: 'Global expander',
  [LOCAL_EXPANDER]: 'Local expander',
} as const;

/** The networks of a configuration in groups, as a view of `size` pixels goes through them. */
export function networkLayers(
  { model, loss }: Pick<RunConfig, 'model' | 'loss'>,
  size: number,
): LayerGroup[] {
  const backbone = backboneLayers(model.backbone, size);
  const parts = [...new Set(backbone.map(({ part }) => part))];
  const groups = parts.map((part): LayerGroup => {
    const layers = backbone.filter((layer) => layer.part === part);
    const { side, channels, field, step } = layers.at(-1)!;
    const title = partTitle(part);
    return { id: title.toLowerCase(), title, module: BACKBONE, layers, side, channels, field, step };
  });
  const map = groups.at(-1)!;
  const expander = (module: keyof typeof EXPANDER_TITLES, spec: string, side: number): LayerGroup => {
    const norm = expanderNorm(model);
    const layers = expanderLayers(representationSize(model.backbone), spec, norm, side ** 2);
    const title = EXPANDER_TITLES[module];
    const seen = module === LOCAL_EXPANDER ? { field: map.field!, step: map.step! } : {};
    return {
      id: title.toLowerCase(),
      title,
      module,
      layers,
      side,
      channels: layers.at(-1)!.channels,
      ...seen,
    };
  };
  if (loss.alpha !== 0) groups.push(expander(GLOBAL_EXPANDER, model.globalExpander, 1));
  if (loss.alpha !== 1) groups.push(expander(LOCAL_EXPANDER, model.localExpander, map.side));
  return groups;
}

/** What some layers cost. */
export interface LayerCost {
  readonly parameters: number;
  /** Multiply-adds of a forward pass. */
  readonly operations: number;
  /** Numbers that they put out. */
  readonly outputs: number;
}

export function costOf(layers: readonly Layer[]): LayerCost {
  const sum = (of: (layer: Layer) => number) => layers.reduce((all, layer) => all + of(layer), 0);
  return {
    parameters: sum(({ parameters }) => parameters),
    operations: sum(({ operations }) => operations),
    outputs: sum(({ rows, channels }) => rows * channels),
  };
}
