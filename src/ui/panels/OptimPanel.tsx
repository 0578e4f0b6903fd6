import { useConfig } from '../store/context';
import { FieldList } from './FieldList';
import { useFields } from './useField';
import classes from './panels.module.css';

/** Fields that an optimiser does not use. */
const UNUSED = {
  adamw: ['optim.momentum', 'optim.eta'],
  lars: ['optim.beta1', 'optim.beta2'],
} as const;
/** Batch that the base learning rate is meant for. */
const BASE_BATCH = 256;

/** The optimiser and its schedule. */
export function OptimPanel() {
  const optimizer = useConfig((state) => state.config.optim.optimizer);
  const peak = useConfig(({ config }) => (config.optim.baseLr * config.run.batch) / BASE_BATCH);
  const unused: readonly string[] = UNUSED[optimizer];
  const fields = useFields('optim.').filter(({ path }) => !unused.includes(path));
  return (
    <>
      <p className={classes.computed}>The rate peaks at {Number(peak.toPrecision(3))} for this batch.</p>
      <FieldList fields={fields} />
    </>
  );
}
