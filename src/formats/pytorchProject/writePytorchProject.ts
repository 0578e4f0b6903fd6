import type { RunConfig } from '../../config/runConfig';
import { CHECKPOINT, CONFIG, METRICS, README, RUN } from '../bundle/files';
import { cardSections } from '../report/modelCard';
import type { ReportedRun } from '../report/reportHtml';
import { readmeText } from './readme';

/** A run that goes on in PyTorch. Bytes and texts are those of its files. */
export interface PytorchProject {
  readonly config: RunConfig;
  /** Steps done. */
  readonly step: number;
  /** Images of the data set: epochs are counted by it. */
  readonly images: number;
  readonly checkpoint: Uint8Array;
  readonly metrics: string | Uint8Array;
  /** `run.json`, where there is one. */
  readonly run?: string | Uint8Array;
  /** What the run came to, for the README. */
  readonly results: ReportedRun;
  /** Views for comparison, a safetensors file (`stepViews`). */
  readonly views?: Uint8Array;
}

/** The programs, as they are in `template/`. */
const TEMPLATE = import.meta.glob<string>('./template/*', { query: '?raw', import: 'default', eager: true });

/** The files of a folder in which `torchrun train.py` goes on with a run, by name. */
export function writePytorchProject(project: PytorchProject): ReadonlyMap<string, string | Uint8Array> {
  const { config, step, images, checkpoint, metrics, run, results, views } = project;
  const programs = Object.entries(TEMPLATE).map(
    ([path, text]) => [path.slice('./template/'.length), text] as const,
  );
  return new Map<string, string | Uint8Array>([
    ...programs,
    [README, `${readmeText(config, step, images, views !== undefined)}\n${cardSections(results)}`],
    ['project.json', `${JSON.stringify({ images })}\n`],
    [CONFIG, `${JSON.stringify(config, null, 2)}\n`],
    [CHECKPOINT, checkpoint],
    [METRICS, metrics],
    ...(run === undefined ? [] : [[RUN, run] as const]),
    ...(views === undefined ? [] : [['views.safetensors', views] as const]),
  ]);
}
