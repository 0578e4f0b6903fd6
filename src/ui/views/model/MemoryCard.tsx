import { bytes } from '../../../reports/format';
import type { RunBytes } from '../../../reports/runBytes';
import { useRun } from '../../store/context';
import { useForecast } from '../../store/useForecast';
import { ShareBars } from './ShareBars';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';
import classes from './model.module.css';

const KINDS: Readonly<Record<keyof RunBytes, string>> = {
  step: 'A step: activations, gradients, scratch',
  data: 'Data set',
  weights: 'Weights',
  optimiserState: 'Optimiser’s state',
  backups: 'Copies to go back to',
  inputs: 'Inputs of a step',
};

/** What the settings need of the device’s memory, kind by kind, beside what the run on show holds. */
export function MemoryCard() {
  const forecast = useForecast();
  const held = useRun((state) => state.latest?.gpuBytes);
  return (
    <section className={`${cards.card} ${views.card}`} aria-label="Memory">
      <h3 className={cards.cardTitle}>Memory on the device</h3>
      <dl className={classes.facts}>
        <div>
          <dt>These settings need</dt>
          <dd>{forecast === null ? 'not known yet' : `≈ ${bytes(forecast.bytes)}`}</dd>
        </div>
        <div>
          <dt>The run on show holds</dt>
          <dd>{held === undefined ? 'not reported yet' : bytes(held)}</dd>
        </div>
      </dl>
      {forecast === null ? (
        <p className={views.note}>The estimate comes once the device is open and the settings can run.</p>
      ) : (
        <ShareBars
          label="Memory by kind"
          bars={Object.entries(KINDS).map(([kind, label]) => {
            const count = forecast.parts[kind as keyof RunBytes];
            return { label, value: bytes(count), share: forecast.bytes === 0 ? 0 : count / forecast.bytes };
          })}
        />
      )}
    </section>
  );
}
