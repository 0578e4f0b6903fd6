import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadData, locateData } from '../../data/node/locatedData';
import type { ImageSet } from '../../data/imageSet';
import { dataFingerprint } from '../../data/dataFingerprint';
import { Failure } from '../../failure';
import { origin } from '../../formats/bundle/manifest';
import { CHECKPOINT, METRICS, RUN } from '../../formats/bundle/files';
import { checked, jsonIn } from '../../formats/bundle/json';
import { referenceText } from '../../formats/pytorchProject/readme';
import { writePytorchProject } from '../../formats/pytorchProject/writePytorchProject';
import { quoted } from '../../quoted';
import { readCheckpoint, type Checkpoint } from '../../training/checkpoint';
import { stepViews } from '../../training/stepViews';
import { OutFile } from '../files/outFile';
import { fileBytes } from '../inputs/fileBytes';
import { readRun } from '../inputs/readRun';
import { untilAborted } from '../process/interruption';
import type { ContinueOptions } from './options';

/**
 * Writes the folder, and prints the command line of the reference.
 * @throws Failure `data_missing`, `data_changed`, `output_taken`, those of `readCheckpoint`, `stepViews` and `OutFile`;
 * `Interrupted`
 */
export async function continueInPytorch(options: ContinueOptions, signal: AbortSignal): Promise<void> {
  const { run: folder, out, views, overwrite } = options;
  requireFree(out, overwrite);
  const bytes = await runFile(folder, CHECKPOINT);
  const checkpoint = readCheckpoint(bytes);
  const { config, step } = checkpoint;
  const metrics = await runFile(folder, METRICS);
  const run = await runFile(folder, RUN);
  const known = checked(origin, jsonIn(run, RUN), RUN).trainedOn?.count;
  const needsData = views !== undefined || known === undefined;
  const data = needsData ? await untilAborted(signal, imagesOf(options, run, checkpoint)) : undefined;
  const images = data?.count ?? known!;
  const files = writePytorchProject({
    config,
    step,
    images,
    checkpoint: bytes,
    metrics,
    run,
    results: await readRun(folder),
    ...(views === undefined ? {} : { views: stepViews(config, data!, step, views) }),
  });
  for (const [name, content] of files) {
    const file = OutFile.open(join(out, name), { option: '--out', example: 'runs/cluster', overwrite: true });
    await file.write(content);
  }
  process.stderr.write(
    `The run goes on at step ${step} from ${quoted(out)}; its README.md says how.\n\n${referenceText(config, images)}\n`,
  );
}

async function runFile(folder: string, name: string): Promise<Uint8Array> {
  if (existsSync(join(folder, name))) return fileBytes(join(folder, name));
  throw new Failure({
    code: 'data_missing',
    message: `There is no run in ${quoted(folder)} that could go on: it has no ${name}.`,
    doing: 'reading a run',
    remedy: 'Give the --out of a training.',
  });
}

/** The images that the run is trained on. */
async function imagesOf(
  { data: given }: ContinueOptions,
  run: Uint8Array,
  { config, data: fingerprint }: Checkpoint,
): Promise<ImageSet> {
  const { data: recorded } = jsonIn(run, RUN) as { readonly data?: unknown };
  const path = given ?? recorded;
  if (typeof path !== 'string')
    throw new Failure({
      code: 'data_missing',
      message: `${RUN} does not say what was trained on.`,
      doing: 'reading a run',
      remedy: 'Name the images with --data.',
    });
  const data = await loadData(await locateData(path), config.data);
  if (dataFingerprint(data) === fingerprint) return data;
  throw new Failure({
    code: 'data_changed',
    message: `${quoted(path)} holds other images than those that the run was trained on.`,
    doing: 'reading a run',
    remedy: 'Name the same images with --data.',
  });
}

/** A folder with files in it is left alone unless it is said that they may be replaced. */
function requireFree(out: string, overwrite: boolean): void {
  const isFolder = statSync(out, { throwIfNoEntry: false })?.isDirectory() === true;
  if (overwrite || !isFolder || readdirSync(out).length === 0) return;
  throw new Failure({
    code: 'output_taken',
    message: `${quoted(out)} is there already and is not empty.`,
    doing: 'opening the output folder',
    remedy: 'Choose another --out, or add --overwrite to replace its files.',
  });
}
