import '@tensorflow/tfjs-backend-cpu';
import { readdirSync, readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { runParity, type ParityFile } from './runParity';

const FOLDERS = ['augment', 'nn', 'vicregl', 'optim'].map(
  (room) => new URL(`../../${room}/fixtures/`, import.meta.url),
);

const files: ParityFile[] = FOLDERS.flatMap((folder) =>
  readdirSync(folder).map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) })),
).filter(({ name }) => name.endsWith('.safetensors'));

/** Training steps take a second on an idle machine. */
const TIMEOUT = 60_000;

beforeAll(() => tf.setBackend('cpu'));

describe('golden files on the CPU backend', () => {
  it.each(files)(
    '$name',
    async (file) => {
      const { value } = await runParity([file], 'cpu').next();
      expect(value).toMatchObject({ ok: true, problems: [] });
    },
    TIMEOUT,
  );
});
