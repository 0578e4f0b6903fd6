import { Button } from '@mantine/core';
import type { FailureCode, FailureInfo } from '../../failure';
import { useRun, useSession } from '../store/context';
import { hasResults } from '../store/runState';
import { statusOf } from '../store/status';
import { openWithDevice } from '../controls/DeviceMenu';
import { FailureCard } from './FailureCard';
import { WEIGHTS } from './exports';
import { SmallerBatch } from './SmallerBatch';
import { useSave } from './useSave';

/** Failures of a GPU that could not be opened. */
const GPU_MISSING: readonly FailureCode[] = ['no_webgpu', 'no_adapter', 'no_device'];

/** What ended the training, or keeps it from beginning; offers only what can work now. */
export function RunFailure({ failure }: { failure: FailureInfo }) {
  const session = useSession();
  const step = useRun((state) => state.failedAt);
  const status = useRun(statusOf);
  return (
    <FailureCard failure={failure} step={step}>
      {failure.code === 'out_of_memory' && <SmallerBatch />}
      {status === 'gone' && <AfterLoss failure={failure} />}
      {status === 'failed' && <AfterStop failure={failure} />}
      {status !== 'gone' && status !== 'failed' && (
        <Button size="compact-sm" variant="default" onClick={() => session.dismissFailure()}>
          Dismiss
        </Button>
      )}
    </FailureCard>
  );
}

/** Device or worker are gone: a fresh worker, with or without the weights that the page has kept. */
function AfterLoss({ failure }: { failure: FailureInfo }) {
  const session = useSession();
  const kept = useRun((state) => state.kept?.step);
  const save = useSave();
  return (
    <>
      <Button size="compact-sm" onClick={() => void session.tryAgain()}>
        Try again
      </Button>
      {GPU_MISSING.includes(failure.code) && (
        <Button size="compact-sm" variant="default" onClick={() => openWithDevice('processor')}>
          Use the processor
        </Button>
      )}
      {kept !== undefined && (
        <>
          <Button size="compact-sm" variant="default" onClick={() => void session.goOnFromKept()}>
            Go on from step {kept.toLocaleString('en')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => save(WEIGHTS)}>
            Export last good weights
          </Button>
        </>
      )}
    </>
  );
}

/** The training ended at a loss that is not finite, or at something unforeseen. */
function AfterStop({ failure }: { failure: FailureInfo }) {
  const session = useSession();
  const begun = useRun(hasResults);
  const save = useSave();
  return (
    <>
      {failure.code === 'loss_not_finite' && (
        <>
          <Button size="compact-sm" onClick={() => void session.goOn(0.5)}>
            Go on with half the learning rate
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => void session.goOn(1)}>
            Go on
          </Button>
        </>
      )}
      {begun && (
        <>
          <Button size="compact-sm" variant="default" onClick={() => void session.reset()}>
            Start over
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => save(WEIGHTS)}>
            Export last good weights
          </Button>
        </>
      )}
    </>
  );
}
