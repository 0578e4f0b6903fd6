import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSafetensors } from '../../formats/safetensors';
import { loggedSteps, prepareProgram, startTraining, trainingArgs } from '../testing/program';

/** @file What a training does on a disk that is full or read-only, on small disks in memory that only the test sees. */

const { path, config } = prepareProgram();
const disk = path('disk');
const NAMESPACE = ['unshare', '--map-root-user', '--mount'];

/** A command that runs what follows with a disk in memory at `disk`, and copies what is on it to `copy` at the end. */
function onDisk(mountOptions: string, copy: string): string[] {
  const script = `mount -t tmpfs -o ${mountOptions} none ${disk} || exit 99
    "$@"; code=$?; cp -r ${disk}/. ${copy}; exit $code`;
  return [...NAMESPACE, 'sh', '-c', script, 'sh'];
}

function copyFolder(name: string): string {
  mkdirSync(path(name));
  return path(name);
}

mkdirSync(disk);
const probe = [...onDisk('size=4k', copyFolder('probe')), 'true'];
const canMount = spawnSync(probe[0]!, probe.slice(1)).status === 0;

describe.runIf(canMount)('train', () => {
  it('ends with code 3 and one line when its disk is full, and keeps what is on it', async () => {
    const copy = copyFolder('full');
    const args = trainingArgs(config, `${disk}/run`);
    const { code, errors } = await startTraining(args, { wrap: onDisk('size=100k', copy) }).ended;
    expect(code, errors).toBe(3);
    const last = errors.trimEnd().split('\n').at(-1)!;
    expect(last).toMatch(
      /cannot be written: the disk is full\. Make room.* Kept in ".*run": the weights of step \d+, metrics up to/,
    );
    expect(errors).not.toMatch(/ at .*:\d+:\d+/);
    const steps = loggedSteps(`${copy}/run/metrics.jsonl`);
    const { metadata } = readSafetensors(readFileSync(`${copy}/run/weights.safetensors`));
    expect(last).toContain(`the weights of step ${metadata.step}, metrics up to step ${steps.at(-1)}.`);
    expect(steps).toEqual(steps.map((_, index) => index));
    expect(readdirSync(`${copy}/run`).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('saves the weights though the log fails', async () => {
    const out = path('logFails');
    mkdirSync(out);
    symlinkSync(`${disk}/metrics.jsonl`, `${out}/metrics.jsonl`);
    const copy = copyFolder('log');
    const args = [...trainingArgs(config, out), '--overwrite'];
    const { code, errors } = await startTraining(args, { wrap: onDisk('size=12k', copy) }).ended;
    expect(code, errors).toBe(3);
    const last = loggedSteps(`${copy}/metrics.jsonl`).at(-1)!;
    const { metadata } = readSafetensors(readFileSync(`${out}/weights.safetensors`));
    expect(Number(metadata.step)).toBeGreaterThan(last);
    expect(errors).toContain(`the weights of step ${metadata.step}, metrics up to step ${last}.`);
  });

  it('refuses a read-only disk with code 2 before anything is loaded', async () => {
    const wrap = onDisk('ro', copyFolder('readOnly'));
    const { code, errors } = await startTraining(trainingArgs(config, `${disk}/run`), { wrap }).ended;
    expect(code).toBe(2);
    expect(errors).toMatch(/^--out .*run cannot be used: the disk is read-only\..*\n$/);
  });
});
