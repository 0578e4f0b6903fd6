import type {
  EvaluationReport,
  EvaluationRequest,
  EvaluationResult,
  SubjectKind,
} from '../../worker/protocol';
import { fakeImage } from './fakeSnapshot';

const SIDE = 64;
const CLASSES = ['disc', 'cube', 'star', 'ring', 'cross', 'cone'];
const MASK_CLASSES = ['background', ...CLASSES];
const SHOWN = 4;
const TEST_IMAGES = 20;
/** How much each subject knows, 0 to 1. */
const SKILL: Readonly<Record<SubjectKind, number>> = {
  weights: 0.8,
  random: 0.45,
  pixels: 0.35,
  supervised: 0.85,
};

/** Plausible numbers of an evaluation, and masks to look at. */
export function fakeEvaluation(request: EvaluationRequest, step: number): EvaluationResult {
  const { subject, probes } = request;
  const images = probes.includes('segmentation')
    ? Array.from({ length: SHOWN }, (_, image) => fakeMask(image, SKILL[subject]))
    : [];
  return { subject, report: fakeReport(request, step), masks: { height: SIDE, width: SIDE, images } };
}

function fakeReport(
  { subject, probes, labelShares = [1] }: EvaluationRequest,
  step: number,
): EvaluationReport {
  const skill = SKILL[subject];
  const chance = 1 / CLASSES.length;
  const linear = labelShares.map((labels) => {
    const top1 = skill * (1 + 0.1 * Math.log10(labels));
    return { top1, top5: (1 + top1) / 2, chance, labels, rate: 0.3, confusion: fakeConfusion(top1) };
  });
  const radii = [0.5, 1, 1.5, 2].map((radius) => ({
    radius,
    features: skill * (0.3 + 0.3 * radius),
    ...(subject === 'pixels' || subject === 'supervised'
      ? {}
      : { embeddings: skill * (0.35 + 0.3 * radius) }),
    chance: 0.02 * (1 + radius) ** 2,
  }));
  const ious = MASK_CLASSES.map((_, own) => (own === 6 ? null : skill * (1 - 0.1 * own)));
  return {
    subject,
    data: 'Built-in scenes',
    ...(subject === 'weights' ? { step } : {}),
    split: { train: 700, validation: 150, test: 150, seed: 1, source: 'stratified' },
    classNames: CLASSES,
    maskClassNames: MASK_CLASSES,
    ...(probes.includes('linear') ? { linear } : {}),
    ...(probes.includes('knn') ? { knn: { top1: 0.9 * skill, chance, k: 20, temperature: 0.07 } } : {}),
    ...(probes.includes('segmentation')
      ? { segmentation: { meanIou: 0.7 * skill, ious, pixelAccuracy: (1 + skill) / 2, chance: 0.12 } }
      : {}),
    ...(probes.includes('matching') ? { matching: { radii, count: 4096 } } : {}),
    ...(probes.includes('semantic') ? { semantic: { accuracy: 0.8 * skill, chance: 0.4, count: 2048 } } : {}),
    left: [],
    seconds: Object.fromEntries(probes.map((probe) => [probe, 1.5])),
  };
}

/** Test images by class, of which a share is right and the rest is taken for the next class. */
function fakeConfusion(share: number): number[][] {
  const right = Math.round(TEST_IMAGES * share);
  return CLASSES.map((_, truth) =>
    CLASSES.map((_, predicted) => {
      if (predicted === truth) return right;
      return predicted === (truth + 1) % CLASSES.length ? TEST_IMAGES - right : 0;
    }),
  );
}

/** A disc of one class on the background, of which a part is found. */
function fakeMask(image: number, skill: number) {
  const disc = (radius: number) =>
    Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) => {
      const [y, x] = [Math.floor(pixel / SIDE) - SIDE / 2, (pixel % SIDE) - SIDE / 2];
      return Math.hypot(y, x) < radius ? 1 + (image % CLASSES.length) : 0;
    });
  return { pixels: fakeImage(image, SIDE), truth: disc(SIDE / 3), predicted: disc((SIDE / 3) * skill) };
}
