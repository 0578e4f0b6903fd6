import type { CardMeasure } from './cardMeasures';
import type { Claim } from './claims';
import { trainingOf, type TrainingName } from './trainings';

/**
 * @file The questions of the gallery, each with the trainings that answer it. Sections are those of Bardes, Ponce, LeCun:
 * “VICRegL: Self-Supervised Learning of Local Visual Features”, 2022.
 */

/** Gives a number of the results with its spread and unit; numbers in an answer come from nowhere else. */
export type Say = (training: TrainingName, measure: CardMeasure) => string;

export interface Experiment {
  /** In links and tags of runs; never change one. */
  readonly id: string;
  readonly question: string;
  /** The first one is begun; the others are its baselines, and follow. */
  readonly trainings: readonly [TrainingName, TrainingName, TrainingName?];
  /** What a training is called beside the others of this card, where that is another than its own label. */
  readonly labels?: Readonly<Partial<Record<TrainingName, string>>>;
  /** What the card's plot can show, the most telling first. */
  readonly measures: readonly CardMeasure[];
  /** Why one would ask, with the place in the paper. */
  readonly why: string;
  /** Where to look while it trains: ids of views, and what to see there. */
  readonly watch: readonly { readonly view: string; readonly text: string }[];
  /** What came out, in words that `claims` hold to the figures. */
  readonly answer: (say: Say) => string;
  readonly claims: readonly Claim[];
}

export const EXPERIMENTS: readonly Experiment[] = [
  {
    id: 'local-loss',
    question: 'Does a local loss help local matching?',
    trainings: ['base', 'global'],
    measures: ['matching_features', 'mean_iou'],
    why: 'It is the paper’s claim: a criterion on matched cells (section 3.2) makes maps better at what is local, such as segmentation (section 4). α = 1 leaves that criterion out, which is VICReg.',
    watch: [
      {
        view: 'training',
        text: 'With the local loss, more lines between the two views turn to the colour of right matches.',
      },
      { view: 'matches', text: 'The same pairs in both runs, step by step.' },
    ],
    answer: (say) =>
      `Yes. Of the cells, ${say('base', 'matching_features')} find their place in the other view, and ${say('global', 'matching_features')} without the local loss. A linear head on the maps segments better, too: mIoU is ${say('base', 'mean_iou')} against ${say('global', 'mean_iou')}.`,
    claims: [
      { measure: 'matching_features', more: 'base', less: 'global' },
      { measure: 'mean_iou', more: 'base', less: 'global' },
    ],
  },
  {
    id: 'classification',
    question: 'What does the local loss cost in classification?',
    trainings: ['local', 'base', 'global'],
    measures: ['linear_top1', 'knn_top1', 'mean_iou'],
    why: 'The paper finds a trade: the more weight the local criterion has, the better maps segment, and the less the pooled vector says about the class (section 4). α sets that weight.',
    watch: [
      { view: 'loss', text: 'How much of the loss, and of the gradients, each branch has.' },
      { view: 'evaluate', text: 'Linear and kNN classification, when a run is done.' },
    ],
    answer: (say) =>
      `Nothing, at this size. A linear classifier is right for ${say('local', 'linear_top1')} of the images after the local loss alone, for ${say('base', 'linear_top1')} after both, for ${say('global', 'linear_top1')} after the global loss alone: the local loss alone is better than the global one alone, and both together are no worse than that, beyond chance. Nearest neighbours show no difference (${say('local', 'knn_top1')} and ${say('global', 'knn_top1')}). A likely reason, not tested here: the class of a scene is one object among clutter, and maps that find objects help the pooled vector as well. The paper’s trade appears with larger networks, which train far longer.`,
    claims: [
      { measure: 'linear_top1', more: 'local', less: 'global' },
      { measure: 'linear_top1', same: ['base', 'global'] },
      { measure: 'knn_top1', same: ['local', 'global'] },
      { measure: 'mean_iou', more: 'local', less: 'global' },
    ],
  },
  {
    id: 'variance',
    question: 'Why the variance term?',
    trainings: ['no-variance', 'base'],
    labels: { base: 'μ = 25' },
    measures: ['globalInvariance', 'embeddingStd', 'matching_features', 'linear_top1'],
    why: 'Invariance alone has an easy solution: give every image the same vector. The variance term keeps each dimension spread over the batch (section 3.1). μ = 0 takes it away.',
    watch: [
      {
        view: 'training',
        text: 'The loss falls to almost nothing within some steps, and that is the bad sign.',
      },
      { view: 'embeddings', text: 'All points move together; the view calls the collapse by its name.' },
    ],
    answer: (say) =>
      `Without it everything collapses. The distance between the views falls to ${say('no-variance', 'globalInvariance')} (with it, ${say('base', 'globalInvariance')}), not because views are understood but because all images get one vector. What can be read from the network falls with it: matching to ${say('no-variance', 'matching_features')} from ${say('base', 'matching_features')}, linear classification to ${say('no-variance', 'linear_top1')} from ${say('base', 'linear_top1')}.`,
    claims: [
      { measure: 'globalInvariance', more: 'base', less: 'no-variance' },
      { measure: 'embeddingStd', more: 'base', less: 'no-variance' },
      { measure: 'matching_features', more: 'base', less: 'no-variance' },
      { measure: 'linear_top1', more: 'base', less: 'no-variance' },
    ],
  },
  {
    id: 'covariance',
    question: 'Why the covariance term?',
    trainings: ['no-covariance', 'base'],
    labels: { base: 'ν = 1' },
    measures: ['matching_features', 'mean_iou', 'linear_top1'],
    why: 'Variance can be had cheaply: all dimensions may say the same thing. The covariance term pushes them apart (section 3.1). ν = 0 takes it away.',
    watch: [
      { view: 'training', text: 'The loss is lower without the term, and the matches are worse.' },
      { view: 'embeddings', text: 'The rank: how many directions the embeddings fill.' },
    ],
    answer: (say) =>
      `The network stays spread out and yet learns less: dimensions repeat each other. Matching falls to ${say('no-covariance', 'matching_features')} from ${say('base', 'matching_features')}, mIoU to ${say('no-covariance', 'mean_iou')} from ${say('base', 'mean_iou')}. For a linear classifier, ${say('no-covariance', 'linear_top1')} against ${say('base', 'linear_top1')}, these runs show no difference beyond chance.`,
    claims: [
      { measure: 'matching_features', more: 'base', less: 'no-covariance' },
      { measure: 'mean_iou', more: 'base', less: 'no-covariance' },
      { measure: 'linear_top1', same: ['base', 'no-covariance'] },
    ],
  },
  {
    id: 'gamma',
    question: 'How many matches should be kept?',
    trainings: ['few-matches', 'base', 'all-matches'],
    labels: { base: 'γ = 20, 4' },
    measures: ['matching_features', 'mean_iou'],
    why: 'Only the γ best matches enter the local criterion, as distant ones are mostly wrong (section 3.2). The reference keeps 20 by location, 4 on the way back, and all by embedding; here are 4 of each kind, and all of 64.',
    watch: [
      { view: 'views', text: 'Location matches: which cells γ keeps.' },
      { view: 'training', text: 'How many of the lines are right as γ grows.' },
    ],
    answer: (say) =>
      `It matters little here. Matching is ${say('few-matches', 'matching_features')} with 4 matches, ${say('base', 'matching_features')} with the reference’s numbers, and ${say('all-matches', 'matching_features')} with all: neither differs from the reference’s beyond chance.`,
    claims: [
      { measure: 'matching_features', same: ['few-matches', 'base'] },
      { measure: 'matching_features', same: ['all-matches', 'base'] },
    ],
  },
  {
    id: 'kinds',
    question: 'Matches by embedding or by location: is one enough?',
    trainings: ['location-only', 'embedding-only', 'base'],
    labels: { 'location-only': 'by location', 'embedding-only': 'by embedding', base: 'both' },
    measures: ['matching_features', 'mean_iou'],
    why: 'Cells are paired in two ways: those that lie at the same place of the image, and those whose embeddings are nearest (section 3.2). The paper uses both; its ablations (section 4) take one away.',
    watch: [
      { view: 'loss', text: 'The local loss taken apart into both kinds of matches.' },
      { view: 'training', text: 'Lines of both kinds have their own colours.' },
    ],
    answer: (say) =>
      `Location alone is enough here; embedding alone is not. Matching is ${say('location-only', 'matching_features')} by location, ${say('base', 'matching_features')} with both and ${say('embedding-only', 'matching_features')} by embedding. For mIoU, location alone is as good as both (${say('location-only', 'mean_iou')} and ${say('base', 'mean_iou')}, no difference beyond chance), and embedding alone is worse (${say('embedding-only', 'mean_iou')}). Who pairs cells by embeddings that know nothing yet, trains on wrong pairs; places are right from the first step. In the paper, whose runs are far longer, both kinds help.`,
    claims: [
      { measure: 'matching_features', more: 'location-only', less: 'base' },
      { measure: 'matching_features', more: 'base', less: 'embedding-only' },
      { measure: 'mean_iou', same: ['location-only', 'base'] },
      { measure: 'mean_iou', more: 'base', less: 'embedding-only' },
    ],
  },
  {
    id: 'flip',
    question: 'What if the grid does not follow the flip?',
    trainings: ['unflipped-grid', 'base'],
    labels: { base: 'grid flipped, too' },
    measures: ['matching_features', 'mean_iou', 'linear_top1'],
    why: 'A view is mirrored half of the time. Location matches need to know where its cells lie then; the reference’s script leaves the grid as it is by default, so that half of the pairs of views are matched wrongly.',
    watch: [
      {
        view: 'views',
        text: 'Location matches: grey lines with × join cells that do not show the same place.',
      },
    ],
    answer: (say) =>
      `It costs matching, ${say('unflipped-grid', 'matching_features')} against ${say('base', 'matching_features')}, and segmentation, an mIoU of ${say('unflipped-grid', 'mean_iou')} against ${say('base', 'mean_iou')}. Cells of mirrored views are pulled to what they do not show, and only the matches by embedding set that right.`,
    claims: [
      { measure: 'matching_features', more: 'base', less: 'unflipped-grid' },
      { measure: 'mean_iou', more: 'base', less: 'unflipped-grid' },
    ],
  },
  {
    id: 'augmentation',
    question: 'Can augmentation be too strong?',
    trainings: ['strong-views', 'base'],
    labels: { base: 'gentle augmentation' },
    measures: ['matching_features', 'mean_iou', 'knn_top1'],
    why: 'The reference crops down to 8 % of an image and blurs, greys and solarises (section 4). That is made for 224 px, which stay readable; these views have 64.',
    watch: [
      { view: 'views', text: 'Twelve draws of a view: what can still be recognised?' },
      { view: 'training', text: 'The invariance falls more slowly.' },
    ],
    answer: (say) =>
      `Yes, at this size. With the reference’s augmentation matching is ${say('strong-views', 'matching_features')} in place of ${say('base', 'matching_features')}, mIoU ${say('strong-views', 'mean_iou')} in place of ${say('base', 'mean_iou')}: probably, blur and tiny crops erase what a cell could be recognised by.`,
    claims: [
      { measure: 'matching_features', more: 'base', less: 'strong-views' },
      { measure: 'mean_iou', more: 'base', less: 'strong-views' },
    ],
  },
  {
    id: 'backbone',
    question: 'ConvNeXt or ResNet?',
    trainings: ['convnext', 'base'],
    labels: { base: 'ResNet' },
    measures: ['matching_features', 'mean_iou', 'knn_top1'],
    why: 'The paper trains both (section 4). They differ in what a cell sees: cells of this ConvNeXt have small receptive fields and know their place, those of the ResNet see more around them.',
    watch: [
      { view: 'model', text: 'The receptive field: what a cell of the map sees of the view.' },
      { view: 'features', text: 'How sharp the maps are, and whether they show objects or edges.' },
    ],
    answer: (say) =>
      `It depends on what for. The ConvNeXt matches better, ${say('convnext', 'matching_features')} against ${say('base', 'matching_features')}; the ResNet knows better what is there: mIoU ${say('base', 'mean_iou')} against ${say('convnext', 'mean_iou')}, kNN ${say('base', 'knn_top1')} against ${say('convnext', 'knn_top1')}.`,
    claims: [
      { measure: 'matching_features', more: 'convnext', less: 'base' },
      { measure: 'mean_iou', more: 'base', less: 'convnext' },
      { measure: 'knn_top1', more: 'base', less: 'convnext' },
    ],
  },
  {
    id: 'batch',
    question: 'Does the batch matter?',
    trainings: ['small-batch', 'base', 'large-batch'],
    labels: { base: 'batch 32' },
    measures: ['matching_features', 'linear_top1', 'mean_iou'],
    why: 'Variance and covariance are measured over the batch, so small ones know them badly; the paper uses hundreds of images (section 4). Here all runs see the same number of images: half the batch, twice the steps. The learning rate follows the batch, as in the reference.',
    watch: [
      { view: 'training', text: 'How much the terms jump from step to step.' },
      { view: 'evaluate', text: 'What it is worth in the end.' },
    ],
    answer: (say) =>
      `Little, for as many images. Matching is ${say('small-batch', 'matching_features')}, ${say('base', 'matching_features')} and ${say('large-batch', 'matching_features')} with batches of 16, 32 and 64: neither differs from the middle one beyond chance.`,
    claims: [
      { measure: 'matching_features', same: ['small-batch', 'base'] },
      { measure: 'matching_features', same: ['large-batch', 'base'] },
    ],
  },
  {
    id: 'cells',
    question: 'Do more cells help?',
    trainings: ['more-cells', 'base'],
    labels: { base: '8 × 8 cells' },
    measures: ['mean_iou', 'matching_features', 'linear_top1'],
    why: 'A finer map can tell finer parts apart, and each cell has more to be confused with: within 1.5 cells of the true place there is less room. The paper’s maps have 7 × 7 cells (section 4).',
    watch: [
      { view: 'training', text: 'More and smaller cells, each with its match.' },
      { view: 'features', text: 'The maps, half as fine again.' },
    ],
    answer: (say) =>
      `Not for the maps. mIoU is ${say('more-cells', 'mean_iou')} against ${say('base', 'mean_iou')}: the scenes have 64 px, so a view of 96 px shows no more than one of 64, while each cell sees a smaller part of it. Matching, ${say('more-cells', 'matching_features')} against ${say('base', 'matching_features')}, is a harder task there, as a hit has to be nearer. A linear classifier on the pooled vector does gain: ${say('more-cells', 'linear_top1')} against ${say('base', 'linear_top1')}.`,
    claims: [
      { measure: 'mean_iou', more: 'base', less: 'more-cells' },
      { measure: 'matching_features', more: 'base', less: 'more-cells' },
      { measure: 'linear_top1', more: 'more-cells', less: 'base' },
    ],
  },
];

export function findExperiment(id: string): Experiment | undefined {
  return EXPERIMENTS.find((experiment) => experiment.id === id);
}

export function trainingsOf({ trainings }: Pick<Experiment, 'trainings'>): readonly TrainingName[] {
  return trainings.filter((name) => name !== undefined);
}

/** What a training is called on a card. */
export function labelOn({ labels }: Pick<Experiment, 'labels'>, training: TrainingName): string {
  return labels?.[training] ?? trainingOf(training).label;
}
