import { memo } from 'react';
import type { FieldDescription } from '../../config/describe';
import { NumberField } from './NumberField';
import { BooleanField, ChoiceField, NullableField, TextField } from './OtherFields';

/** The control of one field, by its kind. */
export const Field = memo(function Field({ description }: { description: FieldDescription }) {
  const { shape } = description;
  switch (shape.kind) {
    case 'number':
      return <NumberField description={description} />;
    case 'nullableNumber':
      return <NullableField description={description} />;
    case 'boolean':
      return <BooleanField description={description} />;
    case 'choice':
      return <ChoiceField description={description} options={shape.options} />;
    case 'text':
    case 'integerList':
      return <TextField description={description} />;
  }
});
