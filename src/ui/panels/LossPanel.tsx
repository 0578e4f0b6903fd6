import { AlphaField } from './AlphaField';
import { Field } from './Field';
import { FieldList } from './FieldList';
import { useFields } from './useField';
import classes from './panels.module.css';

const COEFFICIENTS = ['loss.lambda', 'loss.mu', 'loss.nu'];

/** The criterion: α first, then its coefficients, then which matches count. */
export function LossPanel() {
  const fields = useFields('loss.');
  const alpha = fields.find(({ path }) => path === 'loss.alpha');
  const coefficients = fields.filter(({ path }) => COEFFICIENTS.includes(path));
  const matching = fields.filter(
    (description) => description !== alpha && !coefficients.includes(description),
  );
  return (
    <>
      {alpha !== undefined && <AlphaField description={alpha} />}
      <div className={classes.fields}>
        {coefficients.map((description) => (
          <Field key={description.path} description={description} />
        ))}
      </div>
      <h3 className={classes.group}>Matching</h3>
      <FieldList fields={matching} />
    </>
  );
}
