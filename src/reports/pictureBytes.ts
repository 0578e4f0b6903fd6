import type { MatchSnapshot } from './matches';

/** Bytes of the arrays of a picture of matches. */
export function pictureBytes({ source, views, byEmbedding, byLocation }: MatchSnapshot): number {
  const arrays = [
    source.pixels,
    ...views.flatMap(({ pixels, features, locations, embeddings }) => [
      pixels,
      features,
      locations,
      ...(embeddings === undefined ? [] : [embeddings]),
    ]),
    ...[byEmbedding, byLocation].flatMap(({ input, candidate, distance }) => [input, candidate, distance]),
  ];
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
