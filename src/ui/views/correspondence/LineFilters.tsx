import { ActionIcon, Popover, Slider, Stack, Switch, Text } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { LocalNumber } from '../../controls/LocalNumber';
import type { LineControlsProps } from './LineControls';

/** The less used choices: which matches count as good enough, and how the pictures are drawn. */
export function LineFilters({ options, onChange }: Pick<LineControlsProps, 'options' | 'onChange'>) {
  return (
    <Popover width={260} position="bottom-end" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="default" size="md" aria-label="Filters and drawing">
          <IconAdjustmentsHorizontal size="1rem" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Switch
            size="sm"
            label="Mutual nearest only"
            description="Pairs that choose each other in both directions"
            checked={options.mutualOnly}
            onChange={(event) => onChange({ mutualOnly: event.currentTarget.checked })}
          />
          <Threshold
            label="Embedding matches up to"
            unit="L2"
            step={0.1}
            value={options.embeddingThreshold}
            onChange={(embeddingThreshold) => onChange({ embeddingThreshold })}
          />
          <Threshold
            label="Location matches up to"
            unit="px of the source"
            step={0.5}
            value={options.locationThreshold}
            onChange={(locationThreshold) => onChange({ locationThreshold })}
          />
          <Switch
            size="sm"
            label="Smooth pixels"
            checked={options.smooth}
            onChange={(event) => onChange({ smooth: event.currentTarget.checked })}
          />
          <div>
            <Text size="sm">Heatmap opacity</Text>
            <Slider
              size="sm"
              min={0.2}
              max={1}
              step={0.05}
              label={(value) => `${Math.round(100 * value)} %`}
              thumbLabel="Heatmap opacity"
              value={options.heatOpacity}
              onChange={(heatOpacity) => onChange({ heatOpacity })}
            />
          </div>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

interface ThresholdProps {
  readonly label: string;
  readonly unit: string;
  readonly step: number;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}

function Threshold({ label, unit, step, value, onChange }: ThresholdProps) {
  return (
    <LocalNumber
      label={`${label} (${unit})`}
      placeholder="any distance"
      optional
      min={0}
      step={step}
      value={value}
      onNumber={onChange}
    />
  );
}
