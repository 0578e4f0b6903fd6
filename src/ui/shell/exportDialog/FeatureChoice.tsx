import { Checkbox, Stack } from '@mantine/core';
import { FEATURES, type FeatureShapes } from '../../../exporting/features';
import type { TableFormat } from '../../../exporting/formats';
import { OUTPUT_TEXTS, type OutputName } from '../../../exporting/graphWriter';
import { OPTION_CLASSES } from './optionClasses';
import { hasRoom } from './useTable';

interface FeatureChoiceProps {
  readonly format: TableFormat;
  readonly shapes: FeatureShapes;
  readonly chosen: readonly OutputName[];
  readonly onChoose: (features: readonly OutputName[]) => void;
}

/** Which features of the images a table has. */
export function FeatureChoice({ format, shapes, chosen, onChoose }: FeatureChoiceProps) {
  return (
    <Checkbox.Group
      label="Features"
      value={[...chosen]}
      onChange={(names) => onChoose(FEATURES.filter((name) => names.includes(name)))}
    >
      <Stack gap={6} mt={6}>
        {FEATURES.map((name) => (
          <Checkbox
            key={name}
            value={name}
            label={name}
            description={noteOf(format, name, shapes[name])}
            disabled={shapes[name] === undefined || !hasRoom(format, name)}
            classNames={OPTION_CLASSES}
            size="xs"
            iconColor="var(--mantine-color-body)"
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function noteOf(format: TableFormat, name: OutputName, shape: readonly number[] | undefined): string {
  if (shape === undefined) return 'The run has no such expander.';
  if (!hasRoom(format, name)) return 'It has too many numbers for columns.';
  return `${shape.join(' × ')}: ${OUTPUT_TEXTS[name]}`;
}
