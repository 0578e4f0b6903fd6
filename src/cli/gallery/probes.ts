import type { ProbeName } from '../../reports/evaluation';

/** What every training of the gallery is judged by. */
export const GALLERY_PROBES: readonly ProbeName[] = ['linear', 'knn', 'segmentation', 'matching'];
