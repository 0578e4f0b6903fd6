import { useMemo } from 'react';
import { boundOf, shareOfRoof, type OpTime } from '../../../device/measure/measurement';
import type { DeviceSpeed } from '../../../device/speed';
import { secondsText } from '../../../device/units';
import { percent } from '../../../reports/format';
import type { PlotSpace } from '../plotBase';
import { StandalonePlot } from '../StandalonePlot';
import { rooflineFigure } from './rooflineFigure';
import views from '../../theme/view.module.css';
import classes from './device.module.css';

interface OpRoofsProps {
  readonly ops: readonly OpTime[];
  readonly speed: DeviceSpeed;
}

const HEIGHT = (_: number, unit: number) => 320 * unit;

/** How near each op comes to what the device can do: as a plot, and as a table with what is furthest first. */
export function OpRoofs({ ops, speed }: OpRoofsProps) {
  const figure = useMemo(() => (space: PlotSpace) => rooflineFigure(ops, speed, space), [ops, speed]);
  const sorted = useMemo(
    () => ops.toSorted((a, b) => shareOfRoof(a, speed) - shareOfRoof(b, speed)),
    [ops, speed],
  );
  return (
    <div className={classes.roofs}>
      <StandalonePlot
        figure={figure}
        height={HEIGHT}
        label="Speed of each op over its operations per byte, below the roof of the device. The table holds the numbers."
        empty={null}
      />
      <div className={classes.rows} tabIndex={0} role="region" aria-label="Ops">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Op, forward</th>
              <th scope="col">Time</th>
              <th scope="col">Of its roof</th>
              <th scope="col">Bound by</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((op) => (
              <tr key={op.name}>
                <th scope="row">{op.name}</th>
                <td>{secondsText(op.milliseconds / 1000)}</td>
                <td>{percent(shareOfRoof(op, speed))}</td>
                <td>{boundOf(op, speed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={views.note}>
        The roof is the time that the op’s arithmetic, or its least bytes, take at the speeds above. An op
        whose tensors fit a cache can be faster than that.
      </p>
    </div>
  );
}
