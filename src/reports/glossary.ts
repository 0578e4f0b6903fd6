import { LANDING_RADIUS } from './landingRadius';

/** @file What the words of the page mean. Those that docs/ARCHITECTURE.md explains too mean the same there; a test holds it. */

export interface Word {
  readonly word: string;
  /** The paper's. */
  readonly symbol?: string;
  /** Begins small where it goes on from the word, as in a dictionary; ends without a full stop. */
  readonly means: string;
  /** True for what the page measures, which the help lists. */
  readonly isMeasure?: true;
}

/** By what they are called in addresses of the page; in alphabetical order. */
export const GLOSSARY = {
  backbone: {
    word: 'backbone',
    means: 'the network that is kept after the training, a ConvNeXt or a ResNet',
  },
  batch: {
    word: 'batch',
    means: 'the images of one step; variance and covariance are taken over them',
  },
  cell: {
    word: 'cell',
    means: 'one of the places of a map, numbered row by row',
  },
  collapse: {
    word: 'collapse',
    means: 'all images get nearly the same embedding, or embeddings that vary in a few directions only',
  },
  covariance: {
    word: 'covariance',
    symbol: 'ν',
    means:
      'squared off-diagonal covariances of the dimensions: it keeps dimensions from saying the same thing twice',
    isMeasure: true,
  },
  embedding: {
    word: 'embedding',
    means: 'what the global expander makes of a representation',
  },
  embeddingStd: {
    word: 'embedding std',
    means: 'spread of the normalised embeddings: 1/√d when they fill the space, 0 when they have collapsed',
    isMeasure: true,
  },
  expander: {
    word: 'expander',
    means: 'a small network behind the backbone, on which the loss is taken; only the training needs it',
  },
  globalAndLocal: {
    word: 'global and local',
    symbol: 'α',
    means:
      'the global criterion compares pooled images, the local one matched cells: loss = α · global + (1 − α) · local',
    isMeasure: true,
  },
  invariance: {
    word: 'invariance',
    symbol: 'λ',
    means:
      'mean squared distance between the embeddings of a pair: it pulls the two views of an image together',
    isMeasure: true,
  },
  map: {
    word: 'map',
    means: 'the backbone’s last features of a view, a vector for each cell',
  },
  mapEmbedding: {
    word: 'map embedding',
    means: 'what the local expander makes of a cell',
  },
  match: {
    word: 'match',
    means: 'a cell and its nearest cell, where the pair is among the γ best',
  },
  matchingAccuracy: {
    word: 'matching accuracy',
    means: `share of best embedding matches, within the area that both views see, that land within ${LANDING_RADIUS} cells of the true location: the number that shows that local learning happens`,
    isMeasure: true,
  },
  nearestCell: {
    word: 'nearest cell',
    means: 'of all cells of another view the one at the smallest distance, by embedding or by location',
  },
  probe: {
    word: 'probe',
    means: 'an evaluation of frozen features',
  },
  representation: {
    word: 'representation',
    means: 'the mean of a map over its cells',
  },
  threshold: {
    word: 'threshold',
    means:
      'the distance beyond which a match is not attracted: it leaves the invariance, and stays in variance and covariance',
  },
  variance: {
    word: 'variance',
    symbol: 'μ',
    means:
      'how far the spread of each embedding dimension over the batch stays below 1: it keeps all images from ending in one point',
    isMeasure: true,
  },
  view: {
    word: 'view',
    means: 'an image as a crop, flip and colours show it',
  },
} as const satisfies Readonly<Record<string, Word>>;

export type WordName = keyof typeof GLOSSARY;

export const WORDS: readonly (Word & { readonly name: WordName })[] = Object.entries(GLOSSARY).map(
  ([name, word]) => ({ ...word, name: name as WordName }),
);

/** What a word means, as a sentence of its own. */
export function meaning({ means }: Word): string {
  return `${capital(means)}.`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
