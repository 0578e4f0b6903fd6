import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { DeviceSummary } from '../../compute/deviceSummary';
import type { ImageSet } from '../../data/imageSet';
import { Failure } from '../../failure';
import { readMetrics } from '../../formats/bundle/metricsFile';
import type { Environment } from '../../formats/bundle/runBundle';
import { writeBundle } from '../../formats/bundle/writeBundle';
import { PROGRAM } from '../../program';
import { plain } from '../../quoted';
import type { TrainedOn } from '../../reports/data';
import type { EvaluationReport } from '../../reports/evaluation';
import type { MatchSnapshot } from '../../reports/matches';
import { checkpointStand, readCheckpoint } from '../../training/checkpoint';
import { readFailure } from '../files/fileFailures';
import { OutFile } from '../files/outFile';
import { RESULTS, type OutFolder, type Result } from '../files/outFolder';

/** What the folder of a training does not hold. */
export interface BesideFolder {
  readonly trainedOn: TrainedOn;
  readonly environment: Environment;
  readonly snapshots: readonly MatchSnapshot[];
  readonly evaluation: EvaluationReport | undefined;
}

/** The file of a whole run that a training writes at its end. */
export class BundleFile {
  private readonly out: OutFolder;
  private readonly file: OutFile;

  private constructor(out: OutFolder, file: OutFile) {
    this.out = out;
    this.file = file;
  }

  /**
   * @param overwrite true where a file that is there may be replaced.
   * @throws Failure those of `OutFile.open`, and `output_unusable` for a result of the training itself
   */
  static open(path: string, out: OutFolder, overwrite: boolean): BundleFile {
    const results = Object.values(RESULTS).map((name) => resolve(out.path, name));
    if (results.includes(resolve(path)))
      throw new Failure({
        code: 'output_unusable',
        message: `--bundle ${plain(path)} cannot be used: the training writes another file there.`,
        doing: 'opening the output file',
        remedy: `Give it a name of its own, such as ${join(out.path, 'run.zip')}.`,
      });
    const example = 'runs/first/run.zip';
    return new BundleFile(out, OutFile.open(path, { option: '--bundle', example, overwrite }));
  }

  get path(): string {
    return this.file.path;
  }

  /**
   * Writes what is in the folder, at any moment at which nothing else is written there.
   * @throws Failure `storage_full`, `storage_failed`, `data_unreadable`, and those of `writeBundle`
   */
  async write({ trainedOn: data, environment, snapshots, evaluation }: BesideFolder): Promise<void> {
    const [metrics, weights, checkpoint] = await Promise.all([
      this.bytesOf('metrics'),
      this.bytesOf('weights'),
      this.bytesOf('checkpoint'),
    ]);
    const { step, initialAlpha } = checkpointStand(checkpoint);
    const bundle = writeBundle({
      name: basename(resolve(this.out.path)),
      config: readCheckpoint(checkpoint).config,
      initialAlpha,
      step,
      metrics: readMetrics(metrics),
      evaluations: evaluation === undefined ? [] : [{ subject: 'weights', report: evaluation }],
      snapshots,
      data,
      environment,
      weights,
      checkpoint,
    });
    await this.file.write(bundle);
  }

  private async bytesOf(result: Result): Promise<Uint8Array> {
    const path = this.out.file(result);
    try {
      return new Uint8Array(await readFile(path));
    } catch (error) {
      throw readFailure(path, error);
    }
  }
}

export function trainedOn({ name, count, height, width, classNames, masks }: ImageSet): TrainedOn {
  const hasMasks = masks !== undefined;
  return { name, count, height, width, ...(classNames === undefined ? {} : { classNames }), hasMasks };
}

export function nodeEnvironment({ backend, name }: DeviceSummary): Environment {
  const runtime = `Node ${process.versions.node} on ${process.platform} ${process.arch}`;
  return { program: PROGRAM, runtime, backend, adapter: name };
}
