import { readdirSync, readFileSync } from 'node:fs';
import type { ParityFile } from '../runParity';

/** Rooms that have golden files. */
export const ROOMS = ['augment', 'formats', 'nn', 'optim', 'vicregl'];

/** The golden files of a room. */
export function roomFiles(room: string): ParityFile[] {
  const folder = new URL(`../../../${room}/fixtures/`, import.meta.url);
  return readdirSync(folder)
    .filter((name) => /\.(safetensors|pth)$/.test(name))
    .map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) }));
}
