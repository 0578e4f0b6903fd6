import type { RunBundle } from '../formats/bundle/runBundle';
import { runRecord } from '../formats/bundle/runRecord';
import { metricsToJsonLines } from '../formats/metrics';
import { writePytorchProject } from '../formats/pytorchProject/writePytorchProject';
import { readCheckpoint } from '../training/checkpoint';

/**
 * The files of a folder in which PyTorch goes on with a whole run, by name.
 * @throws {Failure} as `readCheckpoint`
 */
export function pytorchFolder(run: RunBundle): ReadonlyMap<string, string | Uint8Array> {
  const { config, step } = readCheckpoint(run.checkpoint);
  return writePytorchProject({
    config,
    step,
    images: run.data.count,
    checkpoint: run.checkpoint,
    metrics: metricsToJsonLines(run.metrics),
    run: runRecord(run),
    results: run,
  });
}
