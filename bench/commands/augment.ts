import { table } from '../../src/formats/markdownTable';
import type { Host } from '../hosts/host';
import type { AugmentCost } from '../jobs/augment';
import { spreadOf } from '../measure/spread';
import type { PipelineName } from '../pipelines/pipeline';
import { figure } from '../report/numbers';
import type { CommandOutput } from './output';

export interface AugmentCommandOptions {
  readonly pipelines: readonly PipelineName[];
  /** Images, of which two views each are rendered. */
  readonly images: number;
  readonly repeats: number;
}

/** Sides of the source image and of the views: the playground's, and twice that. */
const SIZES = [
  { source: 64, size: 64 },
  { source: 128, size: 128 },
] as const;

/** How far the means of two pipelines that compute the same may lie apart, in standard deviations of a channel. */
const SAME = 0.01;

interface Row {
  readonly source: number;
  readonly size: number;
  readonly pipeline: PipelineName;
  readonly cost: AugmentCost;
  readonly imagesPerSecond: number;
}

/** Views that each pipeline renders a second. */
export async function augment(
  host: Host,
  { pipelines, images, repeats }: AugmentCommandOptions,
): Promise<CommandOutput> {
  const results: Row[] = [];
  for (const sides of SIZES) {
    for (const pipeline of pipelines) {
      const room = await host.open();
      const cost = await room.run('augment', { pipeline, images, repeats, ...sides });
      await room.close();
      const imagesPerSecond = (2 * images * 1000) / spreadOf(cost.milliseconds).median;
      results.push({ ...sides, pipeline, cost, imagesPerSecond });
    }
  }
  const rows = results.map(({ source, size, pipeline, cost, imagesPerSecond }) => {
    const { median, low, high } = spreadOf(cost.milliseconds);
    const sides = `${source} → ${size} px`;
    return [sides, pipeline, figure(imagesPerSecond), figure(median), `${figure(low)} … ${figure(high)}`];
  });
  const wrong = results.filter((row) => differs(row, results));
  return {
    text: [
      `${2 * images} views of ${images} images, distorted as the reference does.`,
      '',
      table(['source → view', 'pipeline', 'views/s', 'ms for all', 'quartiles'], rows),
    ].join('\n'),
    data: { images, results },
    ...(wrong.length === 0
      ? {}
      : {
          failure: `Other views than the first pipeline's: ${wrong.map(({ pipeline }) => pipeline).join(', ')}.`,
        }),
  };
}

/** Whether a pipeline renders other views than the first one; the canvas's own filters may. */
function differs({ pipeline, size, cost }: Row, results: readonly Row[]): boolean {
  const first = results.find((row) => row.size === size)!;
  return pipeline !== 'canvas-2d' && Math.abs(cost.mean - first.cost.mean) > SAME;
}
