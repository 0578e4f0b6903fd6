import { expect, it } from 'vitest';
import { PixelBudget } from './pixelBudget';

it('work begins in order, as far as the pixels allow; what is too large comes alone', async () => {
  const budget = new PixelBudget(10);
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const start = (name: string, pixels: number) =>
    budget.run(pixels, () => {
      begun.push(name);
      return new Promise<void>((resolve, reject) => {
        ends.set(name, (error) => (error === undefined ? resolve() : reject(error)));
      });
    });
  const works = [start('a', 6), start('b', 4), start('c', 1), start('huge', 50), start('d', 2)];
  const settled = Promise.allSettled(works);
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  await turn();
  expect(begun).toEqual(['a', 'b']);
  ends.get('b')!(new Error('damaged'));
  await turn();
  expect(begun).toEqual(['a', 'b', 'c']);
  ends.get('a')!();
  await turn();
  expect(begun).toEqual(['a', 'b', 'c']);
  ends.get('c')!();
  await turn();
  expect(begun).toEqual(['a', 'b', 'c', 'huge']);
  ends.get('huge')!();
  await turn();
  expect(begun.at(-1)).toBe('d');
  ends.get('d')!();
  expect((await settled).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
});
