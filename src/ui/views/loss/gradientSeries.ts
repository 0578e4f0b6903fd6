import { globalShare, gradientToWeight } from '../../../reports/gradients';
import type { GradientLook } from '../../history/gradientLooks';

/** What the gradients of one stage, or of the whole network, were over the looks; `null` where there was nothing to tell. */
export interface StageSeries {
  /** As in the reports; `all` of the whole network. */
  readonly id: string;
  readonly title: string;
  /** The global branch’s norm in parts of the sum of both, 0 to 1. */
  readonly globalShare: readonly (number | null)[];
  /** ‖g‖ / ‖θ‖. */
  readonly ratio: readonly (number | null)[];
}

export interface GradientSeries {
  /** At which the looks were taken, ascending. */
  readonly steps: readonly number[];
  readonly whole: StageSeries;
  /** In the order of the image's way through them. */
  readonly stages: readonly StageSeries[];
}

/** The looks at the gradients of a run, a series for each stage. */
export function gradientSeries(looks: readonly GradientLook[]): GradientSeries {
  const titles = new Map(
    looks.flatMap(({ report }) => report.stages.map(({ id, title }) => [id, title] as const)),
  );
  const series = (id: string, title: string, isOwn: (stage: string) => boolean): StageSeries => {
    const own = looks.map(({ report }) => {
      const stages = report.stages.filter((stage) => isOwn(stage.id));
      return { globalShare: globalShare(report, stages), ratio: gradientToWeight(report, stages) };
    });
    return {
      ...{ id, title },
      globalShare: own.map((one) => one.globalShare),
      ratio: own.map(({ ratio }) => ratio),
    };
  };
  return {
    steps: looks.map(({ step }) => step),
    whole: series('all', 'Whole network', () => true),
    stages: [...titles].map(([id, title]) => series(id, title, (stage) => stage === id)),
  };
}

/** The stages that both branches reach: of the others the share is always all or nothing. */
export function sharedStages({ stages }: GradientSeries): readonly StageSeries[] {
  return stages.filter(({ globalShare: shares }) =>
    shares.some((share) => share !== null && share > 0 && share < 1),
  );
}
