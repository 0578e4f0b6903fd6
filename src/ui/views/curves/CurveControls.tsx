import { Button, Checkbox, SegmentedControl, Slider } from '@mantine/core';
import type { CurveSettings } from './curveSettings';
import classes from './curves.module.css';

interface CurveControlsProps {
  readonly settings: CurveSettings;
  readonly onChange: (change: Partial<CurveSettings>) => void;
  readonly onResetZoom: () => void;
}

/** How the curves are drawn: axes, smoothing, outliers. */
export function CurveControls({ settings, onChange, onResetZoom }: CurveControlsProps) {
  return (
    <div className={classes.controls}>
      <div className={classes.smoothing}>
        <span>Smoothing</span>
        <Slider
          size="sm"
          w={96}
          min={0}
          max={0.99}
          step={0.01}
          label={(value) => value.toFixed(2)}
          thumbLabel="Smoothing: weight of the moving average"
          value={settings.smoothing}
          onChange={(smoothing) => onChange({ smoothing })}
        />
        <span className={classes.value}>{settings.smoothing.toFixed(2)}</span>
      </div>
      <SegmentedControl
        size="xs"
        aria-label="Scale of the loss axes"
        value={settings.scale}
        onChange={(scale) => onChange({ scale: scale })}
        data={[
          { value: 'linear', label: 'Linear' },
          { value: 'log', label: 'Log' },
        ]}
      />
      <SegmentedControl
        size="xs"
        aria-label="Horizontal axis"
        value={settings.x}
        onChange={(x) => onChange({ x: x })}
        data={[
          { value: 'step', label: 'Steps' },
          { value: 'seconds', label: 'Seconds' },
        ]}
      />
      <Checkbox
        size="xs"
        iconColor="var(--surface)"
        label="Ignore outliers"
        checked={settings.ignoreOutliers}
        onChange={(event) => onChange({ ignoreOutliers: event.currentTarget.checked })}
      />
      <Button size="compact-xs" variant="subtle" onClick={onResetZoom}>
        Reset zoom
      </Button>
    </div>
  );
}
