import { Button, SegmentedControl } from '@mantine/core';
import type { LookImage } from '../../../reports/looks';
import type { MatchMetric } from '../../../reports/matchLook';
import { CameraFrames } from './CameraFrames';
import { MetricChoice } from './MetricChoice';
import { PhotoChooser } from './PhotoChooser';
import type { PairKind } from './usePair';
import classes from './matches.module.css';

interface PairControlsProps {
  readonly kind: PairKind;
  readonly onKind: (kind: PairKind) => void;
  readonly metric: MatchMetric;
  readonly onMetric: (metric: MatchMetric) => void;
  readonly onTurn: () => void;
  readonly onBrought: (image: LookImage) => void;
}

const KINDS = [
  { value: 'views', label: 'Two views' },
  { value: 'class', label: 'Two of a class' },
  { value: 'photo', label: 'My photo' },
  { value: 'photoBeside', label: 'Photo and image' },
  { value: 'camera', label: 'Camera and image' },
] as const;

/** What is matched with what, and how it is compared. */
export function PairControls({ kind, onKind, metric, onMetric, onTurn, onBrought }: PairControlsProps) {
  return (
    <div className={classes.controls}>
      <SegmentedControl
        size="xs"
        aria-label="What is matched"
        value={kind}
        onChange={onKind}
        data={[...KINDS]}
      />
      <MetricChoice metric={metric} onMetric={onMetric} />
      {kind === 'class' && (
        <Button size="xs" variant="default" onClick={onTurn}>
          Another image of the class
        </Button>
      )}
      {(kind === 'photo' || kind === 'photoBeside') && <PhotoChooser onPhoto={onBrought} />}
      {kind === 'camera' && <CameraFrames onFrame={onBrought} />}
    </div>
  );
}
