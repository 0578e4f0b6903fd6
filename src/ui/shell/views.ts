import { lazy, type ComponentType } from 'react';
import { defaultAxes } from '../../sweep/tradeOff';
import { groupsOf } from '../../sweep/groups';
import { hasResults, type RunState } from '../store/runState';
import type { SweepState } from '../store/sweep';
import { resultsOf } from '../store/sweepJob';
import type { ComparisonState } from '../store/comparison';
import type { StageProps } from './stageProps';
import { TrainingStage } from './TrainingStage';

/** One view of the page, which has the stage to itself. */
export interface PageView {
  readonly id: string;
  /** On its tab. */
  readonly title: string;
  readonly Component: ComponentType<StageProps>;
  /** Whether it stays as it was left, zoom and order of rows included, while another view is on show. */
  readonly staysMounted: boolean;
  /** True for a view that a training changes nothing in. */
  readonly isStill?: true;
  /** True while it shows a plot that can be saved. */
  readonly hasPlot: (run: RunState, sweep: SweepState, comparison: ComparisonState) => boolean;
}

/**
 * In the order of their tabs; the page opens with the first. What is not needed for the first picture is loaded when it is
 * first shown.
 */
export const VIEWS: readonly [PageView, ...PageView[]] = [
  {
    id: 'training',
    title: 'Training',
    Component: TrainingStage,
    staysMounted: true,
    hasPlot: (run) => hasResults(run) || run.previous !== null || run.shared !== null,
  },
  {
    id: 'matches',
    title: 'Matches',
    Component: lazy(() =>
      import('../views/matches/MatchesView').then(({ MatchesView }) => ({ default: MatchesView })),
    ),
    staysMounted: false,
    hasPlot: () => false,
  },
  {
    id: 'features',
    title: 'Features',
    Component: lazy(() =>
      import('../views/features/FeaturesView').then(({ FeaturesView }) => ({ default: FeaturesView })),
    ),
    staysMounted: false,
    hasPlot: () => false,
  },
  {
    id: 'embeddings',
    title: 'Embeddings',
    Component: lazy(() =>
      import('../views/embeddings/EmbeddingsView').then(({ EmbeddingsView }) => ({
        default: EmbeddingsView,
      })),
    ),
    staysMounted: false,
    hasPlot: () => false,
  },
  {
    id: 'filters',
    title: 'Filters',
    Component: lazy(() =>
      import('../views/filters/FiltersView').then(({ FiltersView }) => ({ default: FiltersView })),
    ),
    staysMounted: false,
    hasPlot: () => false,
  },
  {
    id: 'loss',
    title: 'Loss',
    Component: lazy(() =>
      import('../views/loss/LossAnatomy').then(({ LossAnatomy }) => ({ default: LossAnatomy })),
    ),
    staysMounted: false,
    hasPlot: () => false,
  },
  {
    id: 'model',
    title: 'Model',
    Component: lazy(() =>
      import('../views/model/ModelView').then(({ ModelView }) => ({ default: ModelView })),
    ),
    staysMounted: false,
    isStill: true,
    hasPlot: () => false,
  },
  {
    id: 'data',
    title: 'Data',
    Component: lazy(() => import('./DataStage').then(({ DataStage }) => ({ default: DataStage }))),
    staysMounted: false,
    isStill: true,
    hasPlot: () => false,
  },
  {
    id: 'views',
    title: 'Views',
    Component: lazy(() =>
      import('../views/augmentation/AugmentationView').then(({ AugmentationView }) => ({
        default: AugmentationView,
      })),
    ),
    staysMounted: false,
    isStill: true,
    hasPlot: () => false,
  },
  {
    id: 'evaluate',
    title: 'Evaluate',
    Component: lazy(() =>
      import('./EvaluateStage').then(({ EvaluateStage }) => ({ default: EvaluateStage })),
    ),
    staysMounted: false,
    hasPlot: () => false,
  },
  {
    id: 'experiments',
    title: 'Experiments',
    Component: lazy(() =>
      import('./ExperimentsStage').then(({ ExperimentsStage }) => ({ default: ExperimentsStage })),
    ),
    staysMounted: false,
    isStill: true,
    hasPlot: () => false,
  },
  {
    id: 'compare',
    title: 'Compare',
    Component: lazy(() => import('./CompareStage').then(({ CompareStage }) => ({ default: CompareStage }))),
    staysMounted: false,
    isStill: true,
    hasPlot: (_, __, { chosen }) => chosen.length > 1,
  },
  {
    id: 'sweep',
    title: 'Sweep',
    Component: lazy(() => import('./SweepStage').then(({ SweepStage }) => ({ default: SweepStage }))),
    staysMounted: true,
    isStill: true,
    hasPlot: (_, { job }) => job !== null && defaultAxes(groupsOf(resultsOf(job))) !== undefined,
  },
  {
    id: 'device',
    title: 'Device',
    Component: lazy(() =>
      import('../views/device/DeviceView').then(({ DeviceView }) => ({ default: DeviceView })),
    ),
    staysMounted: false,
    hasPlot: () => false,
  },
  {
    id: 'explained',
    title: 'Explained',
    Component: lazy(() =>
      import('./explained/ExplainedPage').then(({ ExplainedPage }) => ({ default: ExplainedPage })),
    ),
    staysMounted: false,
    hasPlot: () => false,
  },
];
