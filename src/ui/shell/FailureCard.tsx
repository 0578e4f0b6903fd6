import { Button, Code, Collapse } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { FailureInfo } from '../../failure';
import { useRun, useSession } from '../store/context';
import { hasResults } from '../store/runStore';
import { openWithDevice } from './DeviceMenu';
import { useExports } from './useExports';
import classes from './shell.module.css';

/** Failures of a GPU that could not be opened. */
const GPU_MISSING: readonly string[] = ['no_webgpu', 'no_adapter', 'no_device'];

/** A failure: what happened, what to do, and the ways on from here. */
export function FailureCard({ failure }: { failure: FailureInfo }) {
  const session = useSession();
  const step = useRun((state) => state.failedAt);
  const begun = useRun(hasResults);
  const stopped = useRun((state) => state.phase === 'failed');
  const { saveWeights } = useExports();
  const [open, details] = useDisclosure(false);
  const lost = GPU_MISSING.includes(failure.code) || failure.code === 'device_lost';
  return (
    <section className={classes.failure} role="alert" aria-label="Problem">
      <IconAlertTriangle size="1.25rem" className={classes.failureIcon} aria-hidden />
      <div className={classes.failureBody}>
        <h2>{failure.message}</h2>
        {failure.remedy !== undefined && <p>{failure.remedy}</p>}
        <div className={classes.failureActions}>
          {lost && (
            <Button size="compact-sm" onClick={() => window.location.reload()}>
              Try again
            </Button>
          )}
          {GPU_MISSING.includes(failure.code) && (
            <Button size="compact-sm" variant="default" onClick={() => openWithDevice('processor')}>
              Use the processor
            </Button>
          )}
          {stopped && begun && (
            <>
              <Button size="compact-sm" onClick={() => void session.reset()}>
                Reset
              </Button>
              <Button size="compact-sm" variant="default" onClick={saveWeights}>
                Export last good weights
              </Button>
            </>
          )}
          {!lost && !stopped && (
            <Button size="compact-sm" variant="default" onClick={() => session.dismiss()}>
              Dismiss
            </Button>
          )}
          <Button size="compact-sm" variant="subtle" onClick={details.toggle} aria-expanded={open}>
            {open ? 'Hide details' : 'Details'}
          </Button>
        </div>
        <Collapse expanded={open}>
          <dl className={classes.facts}>
            <dt>Code</dt>
            <dd>
              <Code>{failure.code}</Code>
            </dd>
            {failure.doing !== undefined && (
              <>
                <dt>While</dt>
                <dd>{failure.doing}</dd>
              </>
            )}
            {step !== null && (
              <>
                <dt>Step</dt>
                <dd>{step}</dd>
              </>
            )}
          </dl>
        </Collapse>
      </div>
    </section>
  );
}
