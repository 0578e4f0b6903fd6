import { deviceChoiceOf } from '../../store/deviceChoice';
import { DeviceMenu } from '../../controls/DeviceMenu';
import type { DeviceSummary } from '../../../worker/protocol';
import { deviceFacts, whyTaken } from './deviceFacts';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';
import classes from './device.module.css';

/** What computes, why it was taken, and what it can do, in words. */
export function DeviceFacts({ device }: { readonly device: DeviceSummary }) {
  const choice = deviceChoiceOf(window.location.search);
  return (
    <section className={`${cards.card} ${views.card}`} aria-label="What computes">
      <h2 className={cards.viewTitle}>{device.name}</h2>
      <p className={classes.lead}>{whyTaken(choice, device)}</p>
      <DeviceMenu />
      <div className={views.scroll} tabIndex={0} role="region" aria-label="Features and limits">
        <table className={classes.facts}>
          <thead>
            <tr>
              <th scope="col">What it is</th>
              <th scope="col">Here</th>
              <th scope="col">What it means for training</th>
            </tr>
          </thead>
          <tbody>
            {deviceFacts(device).map(({ what, value, meaning }) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{value}</td>
                <td>{meaning}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
