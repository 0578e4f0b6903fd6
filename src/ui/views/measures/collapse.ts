import type { RunConfig } from '../../../config/runConfig';
import { MEASURES } from '../../../reports/measures';
import type { StepReport } from '../../../reports/step';

/** Below this part of 1/√d a spread is called collapsed. */
const COLLAPSED = 0.1;
/** Below this part of 1/√d a spread is called narrow. */
const NARROW = 0.35;

export interface CollapseHint {
  readonly level: 'collapsed' | 'narrow';
  readonly text: string;
}

/**
 * How close together vectors are; `undefined` when all is well.
 * @param share spread in parts of 1/√d, that of vectors over the whole sphere
 */
export function spreadLevel(share: number): CollapseHint['level'] | undefined {
  if (!(share < NARROW)) return undefined;
  return share < COLLAPSED ? 'collapsed' : 'narrow';
}

/** What the spread of embeddings or, without them, representations says of a collapse; `undefined` when all is well. */
export function collapseHint(report: StepReport, config: RunConfig): CollapseHint | undefined {
  const key = report.embeddingStd === undefined ? 'representationStd' : 'embeddingStd';
  const what = key === 'embeddingStd' ? 'embeddings' : 'representations';
  const share = report[key]! * Math.sqrt(MEASURES[key].dimensions(config));
  const level = spreadLevel(share);
  if (level === undefined) return undefined;
  const percentage = `${Math.round(100 * share)} % of the spread that vectors over the whole sphere have`;
  return level === 'collapsed'
    ? {
        level,
        text: `The ${what} have all but collapsed to one point (${percentage}). A larger μ or a lower learning rate may help.`,
      }
    : { level, text: `The ${what} are close together: ${percentage}. Common in the first steps.` };
}
