import { ActionIcon, Chip, Select, TextInput, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { FieldDescription, FieldShape } from '../../../config/describe';
import { splitValues } from '../../../sweep/values';
import type { AxisDraft } from '../../store/sweepDraft';
import { fieldName } from '../../../config/fieldNames';
import { fieldChoices } from './fieldChoices';
import classes from './sweep.module.css';

interface AxisEditorProps {
  readonly axis: AxisDraft;
  /** Fields that can be swept. */
  readonly fields: readonly FieldDescription[];
  /** What is wrong with the values. */
  readonly problem: string | undefined;
  /** "first", "second"; absent where there is only one. */
  readonly place: string | undefined;
  readonly onChange: (axis: AxisDraft) => void;
  readonly onRemove: (() => void) | undefined;
}

/** Which field is swept, over which values. */
export function AxisEditor({ axis, fields, problem, place, onChange, onRemove }: AxisEditorProps) {
  const field = fields.find(({ path }) => path === axis.path);
  return (
    <fieldset className={classes.axis}>
      <legend className={classes.legend}>
        {place === undefined ? 'Field' : `${place} field`}
        {onRemove !== undefined && (
          <Tooltip label="Sweep one field only">
            <ActionIcon
              variant="subtle"
              size={22}
              aria-label={`Remove the ${place?.toLowerCase() ?? ''} field`}
              onClick={onRemove}
            >
              <IconX size="0.875rem" />
            </ActionIcon>
          </Tooltip>
        )}
      </legend>
      <Select
        size="xs"
        aria-label={place === undefined ? 'Field' : `${place} field`}
        data={fieldChoices(fields)}
        value={axis.path}
        onChange={(path) => path !== null && onChange(startingAxis(path, fields))}
        searchable
        allowDeselect={false}
        nothingFoundMessage="No such field"
        maxDropdownHeight={320}
      />
      {field !== undefined && (
        <>
          <p className={classes.help}>{field.meta.help}</p>
          <Values
            field={field}
            text={axis.text}
            problem={problem}
            onText={(text) => onChange({ ...axis, text })}
          />
        </>
      )}
    </fieldset>
  );
}

interface ValuesProps {
  readonly field: FieldDescription;
  readonly text: string;
  readonly problem: string | undefined;
  readonly onText: (text: string) => void;
}

function Values({ field, text, problem, onText }: ValuesProps) {
  const options = optionsOf(field.shape);
  const label = `Values of ${fieldName(field)}`;
  if (options === undefined)
    return (
      <TextInput
        size="xs"
        label="Values"
        aria-label={label}
        description={hintFor(field.shape)}
        classNames={{ description: classes.hint ?? '', error: classes.hint ?? '' }}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        autoComplete="off"
        spellCheck={false}
        value={text}
        error={problem}
        onChange={(event) => onText(event.currentTarget.value)}
      />
    );
  return (
    <div role="group" aria-label={label}>
      <Chip.Group multiple value={splitValues(text)} onChange={(chosen) => onText(chosen.join(', '))}>
        <div className={classes.chips}>
          {options.map(({ value, label: name }) => (
            <Chip key={value} value={value} size="xs" radius="sm">
              {name}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      {problem !== undefined && <p className={classes.problem}>{problem}</p>}
    </div>
  );
}

/** All values that there are, as they are typed; `undefined` where they cannot be listed. */
function optionsOf(shape: FieldShape): { readonly value: string; readonly label: string }[] | undefined {
  if (shape.kind === 'choice')
    return shape.options.map(({ value, label }) => ({ value: String(value), label }));
  if (shape.kind === 'boolean')
    return [
      { value: 'true', label: 'On' },
      { value: 'false', label: 'Off' },
    ];
  return undefined;
}

function hintFor({ kind }: FieldShape): string {
  if (kind === 'integerList') return 'Lists in brackets: [1, 2], [2, 2]';
  if (kind === 'text') return 'Commas between the values';
  const off = kind === 'nullableNumber' ? ', or off' : '';
  return `Commas between them${off}; a range as 0..1 step 0.25, or 0.001..1 times 10`;
}

/** Another field begins with the values that it can have, where they can be listed. */
function startingAxis(path: string, fields: readonly FieldDescription[]): AxisDraft {
  const shape = fields.find((field) => field.path === path)?.shape;
  const options = shape === undefined ? undefined : optionsOf(shape);
  return { path, text: options?.map(({ value }) => value).join(', ') ?? '' };
}
