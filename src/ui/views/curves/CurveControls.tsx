import { ActionIcon, Button, Checkbox, Popover, SegmentedControl, Slider, Tooltip } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconZoomReset } from '@tabler/icons-react';
import type { CurveSettings } from './curveSettings';
import classes from './curves.module.css';

interface SettingsProps {
  readonly settings: CurveSettings;
  readonly onChange: (change: Partial<CurveSettings>) => void;
}

interface CurveControlsProps extends SettingsProps {
  /** True when an axis does not show all there is. */
  readonly zoomed: boolean;
  readonly onResetZoom: () => void;
  /** True where there is room for a button only. */
  readonly folded: boolean;
}

/** How the curves are drawn, beside their tabs or behind a button there, and the way back from a zoom. */
export function CurveControls({ settings, onChange, zoomed, onResetZoom, folded }: CurveControlsProps) {
  const choices = <Choices settings={settings} onChange={onChange} />;
  if (!folded) {
    return (
      <div className={classes.controls}>
        {choices}
        <Button size="compact-xs" variant="subtle" onClick={onResetZoom} disabled={!zoomed}>
          Reset zoom
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.buttons}>
      {zoomed && (
        <Tooltip label="Reset zoom">
          <ActionIcon variant="subtle" size="md" aria-label="Reset zoom" onClick={onResetZoom}>
            <IconZoomReset size="1rem" />
          </ActionIcon>
        </Tooltip>
      )}
      <Popover position="bottom-end" withArrow shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <Tooltip label="Axes and smoothing">
            <ActionIcon variant="default" size="md" aria-label="Axes and smoothing">
              <IconAdjustmentsHorizontal size="1rem" />
            </ActionIcon>
          </Tooltip>
        </Popover.Target>
        <Popover.Dropdown>
          <div className={classes.folded}>{choices}</div>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}

function Choices({ settings, onChange }: SettingsProps) {
  return (
    <>
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
    </>
  );
}
