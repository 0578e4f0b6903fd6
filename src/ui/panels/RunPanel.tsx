import { FieldList } from './FieldList';
import { useFields } from './useField';

/** How long, how many images at a time, from which seed. */
export function RunPanel() {
  return <FieldList fields={useFields('run.')} />;
}
