import { useConfig } from '../store/context';
import { FieldList } from './FieldList';
import { useFields } from './useField';
import classes from './panels.module.css';

/** Batch that the base learning rate is meant for. */
const BASE_BATCH = 256;

/** The optimiser and its schedule. */
export function OptimPanel() {
  const peak = useConfig(({ config }) => (config.optim.baseLr * config.run.batch) / BASE_BATCH);
  const fields = useFields('optim.');
  return (
    <>
      <p className={classes.computed}>The rate peaks at {Number(peak.toPrecision(3))} for this batch.</p>
      <FieldList fields={fields} />
    </>
  );
}
