import { Radio, Stack } from '@mantine/core';
import { OPTION_CLASSES } from './optionClasses';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  /** What each is called. */
  readonly options: Readonly<Record<Value, string>>;
  /** Those that cannot be chosen. */
  readonly off?: readonly Value[];
  readonly onChange: (value: Value) => void;
}

/** One of a few. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  off = [],
  onChange,
}: ChoiceProps<Value>) {
  const values = Object.keys(options) as Value[];
  return (
    <Radio.Group label={label} value={value} onChange={onChange}>
      <Stack gap={6} mt={6}>
        {values.map((option) => (
          <Radio
            key={option}
            value={option}
            label={options[option]}
            disabled={off.includes(option)}
            classNames={OPTION_CLASSES}
            size="xs"
            iconColor="var(--mantine-color-body)"
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
