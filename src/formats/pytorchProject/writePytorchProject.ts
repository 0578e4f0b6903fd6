import type { RunConfig } from '../../config/runConfig';
import { CHECKPOINT, CONFIG, METRICS, README, RUN } from '../bundle/files';
import { readmeText } from './readme';

/** A run that goes on in PyTorch. Bytes are those of its files. */
export interface PytorchProject {
  readonly config: RunConfig;
  /** Steps done. */
  readonly step: number;
  /** Images of the data set: epochs are counted by it. */
  readonly images: number;
  readonly checkpoint: Uint8Array;
  readonly metrics: Uint8Array;
  /** `run.json`, where there is one. */
  readonly run?: Uint8Array;
  /** Views for comparison, a safetensors file (`stepViews`). */
  readonly views?: Uint8Array;
}

/** The programs, as they are in `template/`. */
const TEMPLATE = import.meta.glob<string>('./template/*', { query: '?raw', import: 'default', eager: true });

/** The files of a folder in which `torchrun train.py` goes on with a run, by name. */
export function writePytorchProject(project: PytorchProject): ReadonlyMap<string, string | Uint8Array> {
  const { config, step, images, checkpoint, metrics, run, views } = project;
  const programs = Object.entries(TEMPLATE).map(
    ([path, text]) => [path.slice('./template/'.length), text] as const,
  );
  return new Map<string, string | Uint8Array>([
    ...programs,
    [README, readmeText(config, step, images, views !== undefined)],
    ['project.json', `${JSON.stringify({ images })}\n`],
    [CONFIG, `${JSON.stringify(config, null, 2)}\n`],
    [CHECKPOINT, checkpoint],
    [METRICS, metrics],
    ...(run === undefined ? [] : [[RUN, run] as const]),
    ...(views === undefined ? [] : [['views.safetensors', views] as const]),
  ]);
}
