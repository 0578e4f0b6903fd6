import { viewList } from '../augment/viewList';
import { mapSide } from '../config/geometry';
import type { RunConfig } from '../config/runConfig';
import { hasGlobalBranch, hasLocalBranch } from '../vicregl/definition/terms';
import { matchLists } from '../vicregl/matchedCells';
import { unorderedPairs } from '../vicregl/definition/pairs';
import { lastWidth } from './estimateNetworks';
import { tensor, type EstimatedTensor } from './estimateTensors';

/** @file What the criterion makes of the embeddings in a forward pass with gradients, tensor by tensor. */

/** Everything that the criterion makes, covariance matrices included. */
export function* criterionTensors(config: RunConfig): Generator<EstimatedTensor> {
  if (hasGlobalBranch(config.loss.alpha)) yield* globalTensors(config);
  if (hasLocalBranch(config.loss.alpha)) yield* localTensors(config);
}

function* globalTensors({ model, views, run }: RunConfig): Generator<EstimatedTensor> {
  const count = viewList(views).length;
  yield covariance('the global criterion', run.batch, count, lastWidth(model.globalExpander));
}

function* localTensors({ model, views, loss, run }: RunConfig): Generator<EstimatedTensor> {
  const cells = viewList(views).map(({ size }) => mapSide(model.backbone, size) ** 2);
  const width = lastWidth(model.localExpander);
  const once = (name: string, values: number) => tensor(name, values, { differentiated: false });
  const searched = unorderedPairs(cells.length).reduce(
    (sum, { first, second }) => sum + cells[first]! + cells[second]!,
    0,
  );
  // Distance and neighbour, by embedding and by location.
  yield once('distances between cells', run.batch * searched * 4);
  const matches = matchLists(cells, loss).reduce((sum, { kept }) => sum + kept, 0);
  // Two rows, a distance and a weight for each.
  yield once('matches', run.batch * matches * 4);
  yield once('gradients of matched cells', run.batch * 2 * matches * width);
  if (loss.fastVarianceCovariance) yield covariance('the last map', run.batch, cells.at(-1)!, width);
  else yield covariance('matched cells', run.batch, 2 * matches, width);
}

/** Sums of products over samples or over dimensions, whichever are fewer, position by position. */
function covariance(name: string, batch: number, positions: number, width: number): EstimatedTensor {
  return batch < width
    ? tensor(`covariance of ${name}`, positions * batch ** 2, { batchPower: 2, differentiated: false })
    : tensor(`covariance of ${name}`, positions * width ** 2, { batchPower: 0, differentiated: false });
}
