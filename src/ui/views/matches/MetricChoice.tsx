import { SegmentedControl } from '@mantine/core';
import type { MatchMetric } from '../../../reports/matchLook';

interface MetricChoiceProps {
  readonly metric: MatchMetric;
  readonly onMetric: (metric: MatchMetric) => void;
}

/** How vectors of cells are compared. */
export function MetricChoice({ metric, onMetric }: MetricChoiceProps) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="How vectors are compared"
      value={metric}
      onChange={onMetric}
      data={[
        { value: 'l2', label: 'L2' },
        { value: 'cosine', label: 'Cosine' },
      ]}
    />
  );
}
