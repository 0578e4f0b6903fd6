import { readFileSync, writeFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { networkSpecs } from '../../vicregl/network';
import { readCheckpoint, type Checkpoint } from '../../training/checkpoint';
import { referenceFile } from '../../training/reference/testing/asReference';
import { tinyConfig } from '../../training/testing/tinyRun';
import { optionError } from '../process/optionErrors';
import { loggedSteps, scratch, trainingArgs, writeConfig } from '../testing/program';
import { TRAIN_LINE } from './options';
import { train } from './train';

const folder = scratch();
afterAll(() => folder.remove());
/** 64 scenes in batches of 8: an epoch has 8 steps. */
const run = tinyConfig();
const config = writeConfig(folder.path('config.json'), run);
const file = folder.path('model.pth');
const argsTo = (out: string) => trainingArgs(config, folder.path(out));

function start(...args: string[]): Promise<void> {
  return train(TRAIN_LINE.parse(args), new AbortController().signal);
}

async function refusal(...args: string[]): Promise<string> {
  try {
    await start(...args);
  } catch (error) {
    if (error instanceof CommanderError) return optionError(error, TRAIN_LINE.parser());
    const { message, remedy = '' } = failureInfo(error);
    return `${message} ${remedy}`;
  }
  throw new Error(`${args.join(' ')} was taken`);
}

const checkpointIn = (out: string): Checkpoint =>
  readCheckpoint(new Uint8Array(readFileSync(folder.path(`${out}/checkpoint.safetensors`))));

describe('--resume with a full checkpoint of the reference', () => {
  beforeAll(async () => {
    await start(...argsTo('whole'), '--checkpoint-every', '8', '--steps', '8');
    const checkpoint = checkpointIn('whole');
    const classes = checkpoint.weights['classifier.bias']!.shape[0];
    const specs = networkSpecs(run.model, run.loss.alpha, classes);
    writeFileSync(file, referenceFile(checkpoint, specs, 1));
    await start('--resume', folder.path('whole'));
  });

  it('ends as the run that was never interrupted, to the bit', async () => {
    await start(...argsTo('resumed'), '--resume', file);
    const weights = (out: string) => readFileSync(folder.path(`${out}/weights.safetensors`));
    expect(weights('resumed').equals(weights('whole'))).toBe(true);
    expect(checkpointIn('resumed').step).toBe(run.run.length);
    // The model is looked at before the first step, too.
    expect(loggedSteps(folder.path('resumed/metrics.jsonl'))).toEqual([8, 9, 10, 11, 12]);
  });

  it('needs data and a folder, as a run of its own', async () => {
    expect(await refusal('--resume', file)).toMatch(/^--data is missing/);
    expect(await refusal(...argsTo('none'), '--resume', file, '--weights', file)).toMatch(
      /'--resume <path>' cannot be used with option '--weights <path>'/,
    );
  });

  it('says with which settings it would go on', async () => {
    const message = await refusal(...argsTo('none'), '--resume', file, '--set', 'optim.optimizer=lars');
    expect(message).toMatch(/was trained with AdamW; this run has LARS\. Add --set 'optim\.optimizer=/);
  });
});
