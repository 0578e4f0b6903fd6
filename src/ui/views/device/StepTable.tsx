import type { StepTime } from '../../../device/measure/measurement';
import { STEP_LABELS } from '../../../device/reportText';
import { secondsText } from '../../../device/units';
import views from '../../theme/view.module.css';
import classes from './device.module.css';

/** Whole training steps, ours beside those of stock tfjs. */
export function StepTable({ steps }: { readonly steps: readonly StepTime[] }) {
  const names = [...new Set(steps.map(({ name }) => name))];
  const find = (name: StepTime['name'], engine: StepTime['engine']) =>
    steps.find((step) => step.name === name && step.engine === engine);
  return (
    <div className={views.scroll} tabIndex={0} role="region" aria-label="Training steps">
      <table className={classes.table}>
        <caption>
          Median time of a training step. Ours renders its views and takes all measures, as the page trains;
          stock tfjs runs the same networks, loss and AdamW on views that are there.
        </caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Ours</th>
            <th scope="col">Stock tfjs</th>
            <th scope="col">Times as long</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => {
            const [ours, stock] = [find(name, 'ours'), find(name, 'stock')];
            return (
              <tr key={name}>
                <th scope="row">{STEP_LABELS[name]}</th>
                <td>{timeText(ours)}</td>
                <td>{timeText(stock)}</td>
                <td>{ratioText(ours, stock)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function timeText(step: StepTime | undefined): string {
  if (step === undefined) return '–';
  return step.milliseconds === null ? `failed: ${step.problem}` : secondsText(step.milliseconds / 1000);
}

function ratioText(ours: StepTime | undefined, stock: StepTime | undefined): string {
  if (ours?.milliseconds == null || stock?.milliseconds == null) return '';
  return `${(stock.milliseconds / ours.milliseconds).toPrecision(2)} ×`;
}
