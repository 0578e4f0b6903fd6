import { useContext } from 'react';
import { useRun } from '../store/context';
import { bytes } from '../../reports/format';
import { ForecastContext } from '../store/useForecast';
import classes from './panels.module.css';

const count = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** What the configuration would need on the device, and what would help when the device does not allow it. */
export function ForecastLine() {
  const forecast = useContext(ForecastContext);
  const onGpu = useRun((state) => state.device?.backend === 'webgpu');
  if (forecast === null) return null;
  const [problem] = forecast.problems;
  return (
    <div className={classes.forecast} data-tone={problem === undefined ? undefined : 'caution'} role="note">
      <p>
        ≈ {count.format(forecast.parameters)} parameters, ≈ {bytes(forecast.bytes)}{' '}
        {onGpu ? 'GPU memory' : 'memory'}
        {forecast.isSent && '; each step is sent its images'}
      </p>
      {problem !== undefined && (
        <p>
          {problem.message} {problem.remedy}
        </p>
      )}
    </div>
  );
}
