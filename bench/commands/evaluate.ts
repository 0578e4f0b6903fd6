import { findPreset } from '../../src/config/presets';
import { loadData, locateData } from '../../src/data/node/locatedData';
import { Failure } from '../../src/failure';
import { table } from '../../src/formats/markdownTable';
import { PROBES } from '../../src/reports/evaluation';
import type { EvaluationBackend } from '../evaluationBackends';
import type { Host } from '../hosts/host';
import type { EvaluationCost, GivenImages } from '../jobs/evaluate';
import { figure, percent } from '../report/numbers';
import type { CommandOutput } from './output';

export interface EvaluateCommandOptions {
  readonly images: number;
  /** CIFAR batch file or folder of images, in place of scenes. */
  readonly data?: string | undefined;
  readonly backends: readonly EvaluationBackend[];
}

/** Seconds of every probe, and how much of them goes into features. */
export async function evaluate(
  host: Host,
  { images, data, backends }: EvaluateCommandOptions,
): Promise<CommandOutput> {
  const given = data === undefined ? images : await imagesOf(data, images);
  const costs: { backend: EvaluationBackend; cost: EvaluationCost }[] = [];
  for (const backend of backends) {
    const room = await host.open(backend === 'wasm-threads');
    costs.push({ backend, cost: await room.run('evaluate', { backend, images: given }) });
    await room.close();
  }
  const rows = costs.map(({ backend, cost: { seconds } }) => {
    const total = Object.values(seconds).reduce((sum, value) => sum + value, 0);
    const features = seconds.features ?? 0;
    const own = PROBES.map((probe) => (seconds[probe] === undefined ? '–' : figure(seconds[probe])));
    return [backend, figure(features), ...own, figure(total), percent(features / total)];
  });
  const what =
    typeof given === 'number'
      ? `${given.toLocaleString('en')} built-in scenes`
      : `${given.count.toLocaleString('en')} images of ${given.name}`;
  return {
    text: [
      `${what}: seconds of the features and of each probe without them.`,
      '',
      table(['backend', 'features', ...PROBES, 'total', 'features’ share'], rows),
    ].join('\n'),
    data: { images: typeof given === 'number' ? given : given.count, costs },
  };
}

/** The first images of a file. @throws Failure as the readers do, and `data_missing` where the file has no classes. */
async function imagesOf(path: string, most: number): Promise<GivenImages> {
  const { size } = findPreset('cifar10-minutes')!.config.views.crops[0]!;
  const set = await loadData(await locateData(path), { size, count: most, seed: 1 });
  const { name, height, width, labels, classNames } = set;
  if (labels === undefined || classNames === undefined)
    throw new Failure({
      code: 'data_missing',
      message: 'The images have no classes.',
      doing: 'bench evaluate',
    });
  const count = Math.min(most, set.count);
  return {
    name,
    count,
    height,
    width,
    base64: Buffer.from(set.images.subarray(0, count * height * width * 3)).toString('base64'),
    labels: [...labels.subarray(0, count)],
    classNames,
  };
}
