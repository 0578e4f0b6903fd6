import { representationSize } from '../../config/geometry';
import { modelConfig, type BackboneConfig, type ModelConfig } from '../../config/modelConfig';
import type { WeightsFile } from '../../formats/weightsFile';
import { GLOBAL_EXPANDER, LOCAL_EXPANDER } from '../../vicregl/modules';
import { backboneOf, type BackboneShapes, type ShownModel } from './architecture';
import { backboneShapes, candidates, isUnder, withoutWrappers, type Candidate } from './candidates';
import { publishedAlpha, titleOf } from './knownModels';

/** The model that a file's weights belong to. */
export interface ModelInFile {
  readonly model: ShownModel;
  /** What it is called, e.g. "ResNet-50 of VICRegL (α = 0.9) with both expanders"; `undefined` without a name. */
  readonly words: string | undefined;
}

/**
 * Finds out from names and shapes what model a file holds; of several, the largest.
 *
 * @param set what weights do not show is as in this backbone.
 * @param key of the weights to look at, as a report's `key` and `otherKeys` name it.
 * @returns `undefined` where this program cannot build it.
 */
export function modelInFile(file: WeightsFile, set: BackboneConfig, key?: string): ModelInFile | undefined {
  const [largest] = candidates(file.tensors, []).filter(
    (candidate) => key === undefined || isUnder(candidate.key, key),
  );
  return largest === undefined ? undefined : modelOf(largest, file, set);
}

/** The same, of one way to read a file. */
export function modelOf(
  candidate: Candidate,
  file: WeightsFile,
  set: BackboneConfig,
): ModelInFile | undefined {
  const backbone = backboneOf(backboneShapes(candidate), set);
  if (backbone === undefined) return undefined;
  const shapes = shapesBelow(file, candidate.key);
  const inputs = representationSize(backbone);
  const globalExpander = expanderIn(shapes, GLOBAL_EXPANDER, inputs);
  const localExpander = expanderIn(shapes, LOCAL_EXPANDER, inputs);
  const norm = normIn(shapes);
  return {
    model: {
      backbone,
      ...(globalExpander === undefined ? {} : { globalExpander }),
      ...(localExpander === undefined ? {} : { localExpander }),
      ...(norm === undefined ? {} : { expanderNorm: norm }),
    },
    words: wordsOf(backbone, file.name, [globalExpander, localExpander]),
  };
}

function wordsOf(
  backbone: BackboneConfig,
  fileName: string,
  expanders: readonly (string | undefined)[],
): string | undefined {
  const title = titleOf(backbone);
  if (title === undefined) return undefined;
  const alpha = publishedAlpha(title, fileName);
  const origin = alpha === undefined ? '' : ` of VICRegL (α = ${alpha})`;
  return `${title}${origin}${expanders.includes(undefined) ? '' : ' with both expanders'}`;
}

/** Shapes of all tensors below a key, by their names there. */
function shapesBelow(file: WeightsFile, key: string): BackboneShapes {
  const start = key === '' ? '' : `${key}.`;
  return new Map(
    file.tensors.flatMap(({ dictionary, name, content }) => {
      const path = withoutWrappers([...dictionary, name].join('.')).join('.');
      if (typeof content === 'string' || !path.startsWith(start)) return [];
      return [[path.slice(start.length), content.shape] as const];
    }),
  );
}

/**
 * The widths of an expander's linear layers, `2048-512`; `undefined` where they do not follow the backbone and one another,
 * or where no configuration can say them.
 */
function expanderIn(shapes: BackboneShapes, name: string, inputs: number): string | undefined {
  const layers = [...shapes]
    .flatMap(([path, shape]) => {
      const [, number] = new RegExp(`^${name}\\.(\\d{1,2})\\.weight$`).exec(path) ?? [];
      return number === undefined || shape.length !== 2 ? [] : [{ number: Number(number), shape }];
    })
    .sort((a, b) => a.number - b.number);
  const follows = layers.every(({ shape }, at) => shape[1] === (layers[at - 1]?.shape[0] ?? inputs));
  const widths = modelConfig.shape.globalExpander.safeParse(layers.map(({ shape }) => shape[0]).join('-'));
  return follows && widths.success ? widths.data : undefined;
}

/** The norm of the expanders' hidden layers, which stands behind the first linear one. */
function normIn(shapes: BackboneShapes): ModelConfig['expanderNorm'] | undefined {
  const has = (leaf: string) =>
    [GLOBAL_EXPANDER, LOCAL_EXPANDER].some((name) => shapes.has(`${name}.1.${leaf}`));
  if (has('running_mean')) return 'batch_norm';
  return has('weight') ? 'layer_norm' : undefined;
}
