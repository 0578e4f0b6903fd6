import { viewGroups } from '../../../augment/viewList';
import type { RunConfig } from '../../../config/runConfig';
import { csvText } from '../../../formats/csv';
import { costOf, networkLayers, type LayerGroup } from '../../../vicregl/networkLayers';

export const BYTES_OF_FLOAT = 4;

/** What the networks are given in a step, and what that costs. */
export interface StepWork {
  readonly images: number;
  readonly views: number;
  /** Multiply-adds of the forward passes of all views. */
  readonly operations: number;
  /** Numbers that all layers put out. */
  readonly outputs: number;
}

/** The work of a step, over all views of its images. */
export function stepWork(config: RunConfig): StepWork {
  const images = config.run.batch;
  const groups = viewGroups(config.views);
  const work = { images, views: 0, operations: 0, outputs: 0 };
  for (const { size, views } of groups) {
    const cost = costOf(networkLayers(config, size).flatMap(({ layers }) => layers));
    work.views += views.length;
    work.operations += images * views.length * cost.operations;
    work.outputs += images * views.length * cost.outputs;
  }
  return work;
}

/** The layers as CSV: a row each. */
export function layersCsv(groups: readonly LayerGroup[]): string {
  const head = [
    'group',
    'layer',
    'kind',
    'kernel',
    'stride',
    'rows',
    'channels',
    'parameters',
    'multiply_adds',
  ];
  const rows = groups.flatMap(({ title, module, layers }) =>
    layers.map(({ name, kind, kernel, stride, rows: count, channels, parameters, operations }) => [
      ...[title, `${module}.${name}`, kind, kernel, stride, count, channels, parameters, operations],
    ]),
  );
  return csvText(head, rows);
}

/** Whether two configurations train the same networks on views of the same sizes. */
export function isSameModel(one: RunConfig, other: RunConfig): boolean {
  const key = ({ model, loss, views }: RunConfig) =>
    JSON.stringify([
      ...[model, loss.alpha === 0, loss.alpha === 1],
      viewGroups(views).map(({ size, views: own }) => [size, own.length]),
    ]);
  return key(one) === key(other);
}
