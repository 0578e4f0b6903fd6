import { mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import type { Failure } from '../../failure';
import { scratch } from '../testing/program';
import { NewestFile } from './newestFile';

const folder = scratch();
afterAll(() => folder.remove());
const path = folder.path('weights.safetensors');
const bytes = (text: string) => new TextEncoder().encode(text);
const content = () => readFileSync(path, 'utf8');

it('NewestFile has the newest, and keeps the last when others cannot be written', async () => {
  const failures: Failure[] = [];
  const file = new NewestFile(path, (failure) => failures.push(failure));
  void file.write(1, bytes('one'));
  void file.write(2, bytes('two'));
  await file.write(3, bytes('three'));
  expect([file.step, content()]).toEqual([3, 'three']);

  // A folder where the new file would be written.
  mkdirSync(`${path}.part`);
  await file.write(4, bytes('four'));
  await file.write(5, bytes('five'));
  expect([file.step, content()]).toEqual([3, 'three']);
  expect(failures.map(({ info }) => info.code)).toEqual(['storage_failed']);
  expect(file.failure).toBeDefined();

  rmdirSync(`${path}.part`);
  void file.write(6, bytes('six'));
  await file.settled();
  expect([file.step, content(), file.failure]).toEqual([6, 'six', undefined]);
  expect(readdirSync(folder.path(''))).toEqual(['weights.safetensors']);
});
