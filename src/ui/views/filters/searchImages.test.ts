import { expect, it } from 'vitest';
import { fakeLook } from '../../testing/fakeLooks';
import type { LookKind, LookQuestion } from '../../../worker/protocol';
import { searchImages } from './searchImages';

function search(count: number, endAfter = Infinity) {
  const end = new AbortController();
  const sizes: number[] = [];
  let rests = 0;
  const done = searchImages({
    looks: { take: async <Kind extends LookKind>(question: LookQuestion<Kind>) => fakeLook(question, 5) },
    images: Array.from({ length: count }, (_, image) => image),
    map: { of: 'embedding' },
    subject: { of: 'run' },
    signal: end.signal,
    onPart: ({ images }) => {
      sizes.push(images.length);
      if (sizes.length >= endAfter) end.abort();
    },
    rest: async () => {
      rests++;
    },
  });
  return { done, sizes, rests: () => rests };
}

it('goes through all images in parts, with a rest between two', async () => {
  const { done, sizes, rests } = search(70);
  await done;
  expect(sizes).toEqual([32, 32, 6]);
  expect(rests()).toBe(2);
});

it('asks for nothing more once it is ended', async () => {
  const { done, sizes } = search(320, 2);
  await done;
  expect(sizes).toEqual([32, 32]);
});
