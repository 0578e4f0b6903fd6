import '@tensorflow/tfjs-backend-cpu';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runParity, type ParityFile } from './runParity';

const FOLDERS = ['nn', 'vicregl', 'optim'].map((room) => new URL(`../../${room}/fixtures/`, import.meta.url));

const files: ParityFile[] = FOLDERS.flatMap((folder) =>
  readdirSync(folder).map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) })),
).filter(({ name }) => name.endsWith('.safetensors'));

describe('golden files on the CPU backend', () => {
  it.each(files)('$name', async (file) => {
    const [result] = await runParity([file], 'cpu');
    expect(result).toMatchObject({ ok: true, problems: [] });
  });
});
