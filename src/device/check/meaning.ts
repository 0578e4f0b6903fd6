import type { OPS } from '../../ops';
import { isRight, type CheckRow } from './checkRow';

/** What each op does in a training; an op that is missing is a type error. */
const USED_FOR: Readonly<Record<keyof typeof OPS, string>> = {
  adamwAll: 'the update of all weights by AdamW',
  batchNorm: 'batch norms of ResNets and expanders',
  bestMatches: 'the choice of the γ best matches',
  collapseMeasures: 'the curves that tell collapse',
  conv2d: 'convolutions of ResNets',
  convnextBlock: 'the blocks of ConvNeXts',
  criterionTerms: 'the loss, global of the views and local of the matches',
  crossEntropy: 'the online classifier and probes',
  depthwiseConv: 'depthwise convolutions of ConvNeXts',
  larsAll: 'the update of all weights by LARS',
  layerNorm: 'layer norms of ConvNeXts and expanders',
  linear: 'every dense layer: expanders, blocks of ConvNeXts, probes',
  lossScale: 'the scale of the loss in mixed precision',
  mapAndMean: 'the means of maps beside the maps, and where their gradients meet',
  matchWeights: 'the weights of the matches',
  maxPool: 'the stem of ResNets',
  meanCells: 'representations: the means of maps',
  pairwiseNearest: 'the nearest cells, which become matches',
  patchConv: 'the stem and the steps down of ConvNeXts',
  pickMatched: 'the embeddings of the matched cells',
  pixelEntropy: 'the segmentation probe',
  renderViews: 'the crops and colours of the views',
  residual: 'the ends of residual blocks',
};

/** What a row that is wrong means for a training, in one or two sentences; empty for one that is right. */
export function meaningOf(row: CheckRow): string {
  if (isRight(row)) return '';
  return `${subjectOf(row)} ${faultOf(row)}`;
}

function subjectOf({ part, name }: CheckRow): string {
  if (part === 'replay') return 'A training records its steps and replays them.';
  if (part === 'golden') return `The engine is compared with the reference implementation (${name}).`;
  const use = (USED_FOR as Readonly<Record<string, string>>)[name] ?? name;
  return part === 'halves' ? `In mixed precision, this computes ${use}.` : `This computes ${use}.`;
}

function faultOf({ part, error, repeats, problem }: CheckRow): string {
  if (problem !== '') return `It did not come to an end: ${problem}`;
  if (part === 'replay') return 'They give other numbers here than steps that run one by one.';
  if (error === null) return 'It gave values that are no numbers: a training here ends soon.';
  if (error > 1) return 'Its numbers are wrong here, and so are losses and weights.';
  if (!repeats) return 'It gives other bits every time: no run can be reproduced here.';
  return '';
}
