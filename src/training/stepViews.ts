import { renderViewCpu } from '../augment/cpu/renderViewCpu';
import { imageAt } from '../augment/imageBytes';
import { viewList } from '../augment/viewList';
import type { RunConfig } from '../config/runConfig';
import type { ImageSet } from '../data/imageSet';
import { Failure } from '../failure';
import { writeSafetensors } from '../formats/safetensors';
import type { TensorData } from '../formats/tensorData';
import { planStep } from './plan';

const CHANNELS = 3;
/** Bytes of views that a file may hold: they are made in memory. */
const MOST_BYTES = 2 ** 30;

/**
 * The views that a run sees in some steps, as a safetensors file: `STEP/images/VIEW` bytes `[B, S, S, 3]`,
 * `STEP/crops/VIEW` int32 `[B, 4]` as top, left, height and width, `STEP/flips/VIEW` `[B]`, and `STEP/labels` int32 `[B]`
 * where the images have any.
 *
 * @param first steps done before them.
 * @throws Failure `config_invalid` where they are too large for one file.
 */
export function stepViews(config: RunConfig, data: ImageSet, first: number, steps: number): Uint8Array {
  requireFitting(config, steps);
  const tensors: Record<string, TensorData> = {};
  for (let step = first; step < first + steps; step++) Object.assign(tensors, viewsOf(config, data, step));
  return writeSafetensors(tensors, {});
}

function viewsOf(config: RunConfig, data: ImageSet, step: number): Record<string, TensorData> {
  const { indices, views } = planStep(config, data, step);
  const batch = indices.length;
  const tensors: Record<string, TensorData> = {};
  viewList(config.views).forEach(({ size }, view) => {
    const drawn = views[view]!;
    const images = new Uint8Array(batch * size * size * CHANNELS);
    drawn.forEach((parameters, place) =>
      images.set(
        renderViewCpu(imageAt(data, indices[place]!), parameters, size),
        place * size * size * CHANNELS,
      ),
    );
    tensors[`${step}/images/${view}`] = { dtype: 'U8', shape: [batch, size, size, CHANNELS], data: images };
    const crops = drawn.flatMap(({ crop: { top, left, height, width } }) => [top, left, height, width]);
    tensors[`${step}/crops/${view}`] = { dtype: 'I32', shape: [batch, 4], data: Int32Array.from(crops) };
    const flips = Uint8Array.from(drawn, ({ flip }) => Number(flip));
    tensors[`${step}/flips/${view}`] = { dtype: 'U8', shape: [batch], data: flips };
  });
  const { labels } = data;
  if (labels !== undefined) {
    const own = Int32Array.from(indices, (index) => labels[index]!);
    tensors[`${step}/labels`] = { dtype: 'I32', shape: [batch], data: own };
  }
  return tensors;
}

function requireFitting({ views, run }: RunConfig, steps: number): void {
  const bytes = viewList(views).reduce((sum, { size }) => sum + run.batch * size * size * CHANNELS, 0);
  if (bytes * steps <= MOST_BYTES) return;
  throw new Failure({
    code: 'config_invalid',
    message: `The views of ${steps} steps are too many for one file.`,
    doing: 'drawing views',
    remedy: `Ask for ${Math.floor(MOST_BYTES / bytes)} steps or fewer.`,
  });
}
