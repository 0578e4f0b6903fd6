import { percent } from '../../../reports/format';
import type { EmbeddingSpace } from '../../../worker/protocol';
import { spreadLevel } from '../measures/collapse';

/** Below this part of the rank that the vectors could have, their dimensions are called collapsed. */
const LEAST_RANK = 0.1;
/** From this correlation on, beyond what chance gives so few vectors, dimensions are called redundant. */
const MOST_CORRELATION = 0.5;

export interface CollapseFinding {
  readonly kind: 'complete' | 'narrow' | 'dimensional' | 'redundant' | 'none';
  /** Its name. */
  readonly title: string;
  /** What was measured against which threshold, and what to try. */
  readonly text: string;
}

/** Whether the vectors collapse and in which way, the worst first; one finding that says so where they do not. */
export function collapseFindings(space: EmbeddingSpace): readonly CollapseFinding[] {
  const { std, dimensions, count, rankMe, correlation } = space;
  const share = std * Math.sqrt(dimensions);
  const level = spreadLevel(share);
  const spread = `The spread is ${percent(share)} of that of vectors over the whole sphere`;
  if (level === 'collapsed')
    return [
      {
        kind: 'complete',
        title: 'Complete collapse',
        text: `${spread}; below 10 % all vectors are nearly one point. Try a larger μ or a lower learning rate.`,
      },
    ];
  const findings: CollapseFinding[] = [];
  if (level === 'narrow')
    findings.push({
      kind: 'narrow',
      title: 'Narrow',
      text: `${spread}; below 35 % the vectors are close together. Common in the first steps; later try a larger μ.`,
    });
  const possible = Math.min(count, dimensions);
  if (rankMe < LEAST_RANK * possible)
    findings.push({
      kind: 'dimensional',
      title: 'Dimensional collapse',
      text: `The effective rank is ${rankMe.toFixed(1)} of ${possible}; below 10 % few dimensions are in use. Try a larger ν, stronger augmentation or a larger batch.`,
    });
  // Independent dimensions of so few vectors are correlated by 1/√(n − 1) all the same.
  const excess = Math.sqrt(Math.max(0, correlation ** 2 - 1 / Math.max(1, count - 1)));
  if (excess > MOST_CORRELATION)
    findings.push({
      kind: 'redundant',
      title: 'Informational redundancy',
      text: `Dimensions are correlated by ${excess.toFixed(2)} (root mean square, less what chance gives); above 0.5 they say much the same. Try a larger ν.`,
    });
  if (findings.length > 0) return findings;
  return [
    {
      kind: 'none',
      title: 'No collapse',
      text: 'Spread, effective rank and correlations are beyond their thresholds: 35 % of the sphere’s spread, 10 % of the possible rank, 0.5.',
    },
  ];
}
