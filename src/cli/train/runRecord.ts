import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from '../../zod';
import { Failure } from '../../failure';
import type { Environment } from '../../formats/bundle/runBundle';
import type { TrainedOn } from '../../reports/data';
import { readCheckpoint, type Checkpoint } from '../../training/checkpoint';
import { plain, quoted } from '../../quoted';
import { readFailure } from '../files/fileFailures';
import { BACKENDS, type BackendChoice } from '../inputs/optionValues';
import type { OutFolder } from '../files/outFolder';

/** What the command line knows of a run and its configuration does not: `run.json`, which `--resume` reads. */
export interface RunRecord {
  /** `--data`, a path in full. */
  readonly data: string;
  readonly backend: BackendChoice;
  /** For reports; absent in folders of earlier versions. */
  readonly trainedOn?: TrainedOn;
  readonly environment?: Environment;
}

const RECORD = z.object({ data: z.string(), backend: z.enum(BACKENDS) });

export function runRecord(data: string, backend: BackendChoice): RunRecord {
  return { data: data === 'synthetic' ? data : resolve(data), backend };
}

/** A run that was ended, as its folder holds it. */
interface EndedRun {
  readonly record: RunRecord;
  readonly checkpoint: Checkpoint;
}

/**
 * @param given options that take the place of what the folder says
 * @throws Failure `data_missing` where no run is in the folder that could go on, `data_unreadable`, and those of
 * `readCheckpoint`.
 */
export async function readEndedRun(
  out: OutFolder,
  { data, backend }: { readonly data?: string; readonly backend?: BackendChoice },
): Promise<EndedRun> {
  const [record, checkpoint] = [await bytesOf(out, 'run'), await bytesOf(out, 'checkpoint')];
  const parsed = RECORD.partial().safeParse(jsonOf(record));
  const known = parsed.data ?? {};
  const path = data ?? known.data;
  if (path === undefined)
    throw new Failure({
      code: 'data_unreadable',
      message: `${quoted(out.file('run'))} does not say what was trained on.`,
      doing: 'resuming a run',
      remedy: 'Name the images with --data.',
    });
  return {
    record: runRecord(path, backend ?? known.backend ?? 'auto'),
    checkpoint: readCheckpoint(checkpoint),
  };
}

async function bytesOf(out: OutFolder, name: 'run' | 'checkpoint'): Promise<Uint8Array> {
  const path = out.file(name);
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw readFailure(path, error);
    throw new Failure({
      code: 'data_missing',
      message: `There is no run in ${quoted(out.path)} that could go on: it has no ${plain(name)} file.`,
      doing: 'resuming a run',
      remedy: 'Give the --out of a training; its weights can be started from with --weights.',
    });
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
