import { LANDING_RADIUS } from '../../../reports/landingRadius';
import type { ProbeName, SubjectKind } from '../../../worker/protocol';

/** @file What the probes and what they are done on are called, and how they are computed. */

export interface Probe {
  readonly title: string;
  /** What the large number is. */
  readonly measure: string;
  readonly explanation: string;
  readonly formula?: string;
}

export const PROBE: Readonly<Record<ProbeName, Probe>> = {
  linear: {
    title: 'Linear classification',
    measure: 'top-1 accuracy',
    explanation:
      'A linear classifier is trained on the frozen representation: SGD with momentum and a cosine schedule, all learning rates at once. Validation images choose the rate; test images are scored once.',
    formula: 'argmax(W · h + b) = label',
  },
  knn: {
    title: 'Nearest neighbours',
    measure: 'top-1 accuracy',
    explanation:
      'Each test image gets the class of the training images whose representations are nearest by cosine. Nothing is trained, so this says how images lie beside each other.',
    formula: 'votes = Σ_k exp(cos(h, h_k) / τ)',
  },
  segmentation: {
    title: 'Linear segmentation',
    measure: 'mean IoU',
    explanation:
      'A batch norm and a 1 × 1 convolution are trained on each cell of the frozen map and interpolated to the mask’s size. The intersection over union of each class is taken over all test images; the mean leaves out classes that are neither there nor predicted.',
    formula: 'IoU = right / (true or predicted)',
  },
  matching: {
    title: 'Matching',
    measure: `backbone, within ${LANDING_RADIUS} cells`,
    explanation:
      'Two views of each test image, always the same ones: every cell of one that the other shows too looks for its nearest cell there. Counted is the share that lands within a distance of the true location.',
    formula: 'right / all cells seen by both views',
  },
  semantic: {
    title: 'Semantic matching',
    measure: 'right class',
    explanation:
      'Cells look for their nearest cell in another image of the same class. Counted is the share that lands on the same class of the mask; cells whose class the other image lacks are left out.',
    formula: 'same mask class / all cells',
  },
  finetune: {
    title: 'Fine-tuning',
    measure: 'top-1 accuracy',
    explanation:
      'A copy of the backbone is trained on the labels together with a linear classifier, as in the reference’s evaluation. The run keeps its own weights. This takes as long as a training.',
  },
  finetuneSegmentation: {
    title: 'Fine-tuned segmentation',
    measure: 'mean IoU',
    explanation:
      'A copy of the backbone is trained on the masks together with the head of linear segmentation. The run keeps its own weights. This takes as long as a training.',
  },
};

/** The probes by what of an image they ask about. */
export const PROBE_SIDES: readonly { readonly title: string; readonly probes: readonly ProbeName[] }[] = [
  { title: 'Whole images', probes: ['linear', 'knn', 'finetune'] },
  { title: 'Parts of images', probes: ['segmentation', 'matching', 'semantic', 'finetuneSegmentation'] },
];

/** What a baseline tells, in a sentence. */
export const BASELINE_HELP: Readonly<Record<Exclude<SubjectKind, 'weights'>, string>> = {
  random: 'The same network before its first step: what its architecture knows by itself.',
  pixels: 'No network: a cell is the pixels of its patch, an image its thumbnail.',
  supervised:
    'The same backbone, trained on the labels (or masks) for as many steps. It takes as long as the run.',
};
