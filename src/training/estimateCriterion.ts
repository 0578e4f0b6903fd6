import { viewList } from '../augment/viewList';
import { mapSide } from '../config/geometry';
import type { RunConfig } from '../config/runConfig';
import { hasGlobalBranch, hasLocalBranch } from '../vicregl/criterion';
import { matchesKept } from '../vicregl/matchedCells';
import { ALL_MATCHES } from '../vicregl/matching';
import { viewPairs } from '../vicregl/pairs';
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
  const width = lastWidth(model.globalExpander);
  const pairs = viewPairs(count).length;
  yield tensor('embeddings of all views', run.batch * count * width);
  yield tensor('embeddings that look', run.batch * pairs * width);
  yield tensor('embeddings looked at', run.batch * pairs * width);
  yield covariance('the global criterion', run.batch, count, width);
}

function* localTensors({ model, views, loss, run }: RunConfig): Generator<EstimatedTensor> {
  const cells = viewList(views).map(({ size }) => mapSide(model.backbone, size) ** 2);
  const width = lastWidth(model.localExpander);
  const seen = new Set<string>();
  for (const { first, second } of viewPairs(cells.length)) {
    for (const kind of ['embedding', 'location'] as const) {
      for (const role of ['forward', 'backward'] as const) {
        const [from, into] = role === 'forward' ? [first, second] : [second, first];
        const wanted = matchesKept(loss, kind, role, from);
        const key = [kind, from, into, wanted].join();
        if (seen.has(key)) continue;
        seen.add(key);
        const all = wanted === ALL_MATCHES || wanted === cells[from];
        const kept = all ? cells[from]! : wanted;
        const name = `matches by ${kind} from view ${from + 1} into view ${into + 1}`;
        yield tensor(`distances and ${name}`, run.batch * cells[from]! * 2, { differentiated: false });
        if (!all) yield tensor(`cells with ${name}`, run.batch * kept * width);
        yield tensor(`cells of ${name}`, run.batch * kept * width);
        if (loss.fastVarianceCovariance) continue;
        yield covariance(`cells with ${name}`, run.batch, kept, width);
        yield covariance(`cells of ${name}`, run.batch, kept, width);
      }
    }
  }
  if (loss.fastVarianceCovariance) yield covariance('the last map', run.batch, cells.at(-1)!, width);
}

/** Sums of products over samples or over dimensions, whichever are fewer, slot by slot. */
function covariance(name: string, batch: number, slots: number, width: number): EstimatedTensor {
  return batch < width
    ? tensor(`covariance of ${name}`, slots * batch ** 2, { batchPower: 2, differentiated: false })
    : tensor(`covariance of ${name}`, slots * width ** 2, { batchPower: 0, differentiated: false });
}
