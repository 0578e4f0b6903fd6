import type { DeviceSpeed } from '../../../device/speed';
import { amountText, secondsText } from '../../../device/units';
import classes from './device.module.css';

/** What the device does at its best. */
export function SpeedFacts({ speed }: { readonly speed: DeviceSpeed }) {
  const facts = [
    ['Multiply-adds', amountText(speed.operationsPerSecond, 'FLOP/s')],
    ['Copies, read and written', amountText(speed.bytesPerSecond, 'B/s')],
    ['A dispatch', secondsText(speed.secondsPerDispatch)],
    ['A submit', speed.secondsPerSubmit === 0 ? 'none' : secondsText(speed.secondsPerSubmit)],
    ['A readback', secondsText(speed.secondsPerReadback)],
  ] as const;
  return (
    <dl className={classes.speed} aria-label="At its best">
      {facts.map(([what, value]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
