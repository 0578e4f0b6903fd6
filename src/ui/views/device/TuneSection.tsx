import { Button, Progress, Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useRun, useSession } from '../../store/context';
import { phaseOf } from '../../store/status';
import { setTunesFirst, tunesFirst } from '../../store/tuneSetting';
import { CancelButton } from './CancelButton';
import { TunedTable } from './TunedTable';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';
import classes from './tune.module.css';

/** Finds the fastest way to cut up each kernel on the device at hand, and shows what was found. */
export function TuneSection() {
  const { tuner } = useSession();
  const { kernels, progress, left, failure } = useStore(tuner.store);
  const device = useRun((state) => state.device);
  const phase = useRun(phaseOf);
  const isReady = device !== null;
  useEffect(() => {
    if (isReady) void tuner.load();
  }, [isReady, tuner]);
  const isGpu = device?.backend === 'webgpu';
  return (
    <section className={`${cards.card} ${views.card}`} aria-label="Fastest kernels">
      <header className={views.head}>
        <h3 className={cards.cardTitle}>Fastest kernels</h3>
        <div className={classes.buttons}>
          {kernels.length > 0 && progress === null && (
            <Button size="compact-sm" variant="default" onClick={() => void tuner.forget()}>
              Forget tunings
            </Button>
          )}
          {progress === null ? (
            <Button
              size="compact-sm"
              disabled={!isGpu || phase === 'running' || phase === 'compiling'}
              onClick={() => void tuner.tune()}
            >
              Tune
            </Button>
          ) : (
            <CancelButton onCancel={() => tuner.cancel()} />
          )}
        </div>
      </header>
      <p className={views.note}>{leadText(isGpu, phase === 'running')}</p>
      {progress !== null && (
        <Progress
          value={progress.total === 0 ? 0 : (100 * progress.done) / progress.total}
          aria-label="Progress of tuning"
        />
      )}
      <div role="status">
        {progress !== null && progress.total > 0 && (
          <p className={views.note}>{`${progress.done} of ${progress.total} kernels`}</p>
        )}
        {progress === null && left > 0 && (
          <p className={views.note}>
            {`${left} smaller ${left === 1 ? 'kernel was' : 'kernels were'} not tried. Tune again to go on with other settings.`}
          </p>
        )}
      </div>
      {failure !== null && (
        <p className={views.note} role="alert">{`${failure.message} ${failure.remedy ?? ''}`}</p>
      )}
      {kernels.length > 0 && <TunedTable kernels={kernels} />}
      {isGpu && <TunesFirst isSoftware={device.software} />}
    </section>
  );
}

function leadText(isGpu: boolean, isRunning: boolean): string {
  if (!isGpu) return 'Only kernels of a GPU can be tuned; the processor computes here.';
  if (isRunning) return 'A run trains on this device, which would be timed with it. Pause it to tune.';
  return 'Times the kernels of a step as it is set in the panels, cut up in several ways. The fastest of those that give the same results are kept in this browser and taken by new runs. A run records what it took, since sums then round differently.';
}

function TunesFirst({ isSoftware }: { readonly isSoftware: boolean }) {
  const [isOn, setOn] = useState(tunesFirst);
  return (
    <Switch
      size="xs"
      label="Tune by itself, a few seconds before the first run on a new GPU"
      description={
        isSoftware ? 'Never on a software adapter: compiling takes it longer than a run gains.' : undefined
      }
      checked={isOn}
      onChange={({ currentTarget }) => {
        setOn(currentTarget.checked);
        setTunesFirst(currentTarget.checked);
      }}
    />
  );
}
