import { Button } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useConfig, useRun, useSession } from '../store/context';
import { blockingProblems, problemText } from '../store/configStore';
import { FailureCard } from './FailureCard';
import { Notice } from './Notice';
import { ProcessorNotice } from './ProcessorNotice';
import { WeightsNotice } from './WeightsNotice';
import classes from './shell.module.css';

/** The one place for messages: what happened or what waits, and what to do about it. */
export function Notices() {
  const session = useSession();
  const failure = useRun((state) => state.failure);
  const linkFailure = useRun((state) => state.linkFailure);
  const notice = useRun((state) => state.notice);
  return (
    <div className={classes.notices} aria-live="polite">
      {linkFailure !== null && <FailureCard failure={linkFailure} />}
      {failure !== null && <FailureCard failure={failure} />}
      <ProcessorNotice />
      <NeedsFiles />
      <Problems />
      <WeightsNotice />
      {notice !== null && (
        <Notice icon={<IconInfoCircle size="1rem" />} text={notice}>
          <Button size="compact-sm" variant="subtle" onClick={() => session.dismiss()}>
            Dismiss
          </Button>
        </Notice>
      )}
    </div>
  );
}

function NeedsFiles() {
  const needsFiles = useRun((state) => state.needsFiles);
  const source = useConfig((state) => state.config.data.source);
  if (!needsFiles) return null;
  const what = source === 'cifar10' ? 'CIFAR-10 batch files' : 'image files';
  return (
    <Notice
      icon={<IconInfoCircle size="1rem" />}
      text={`This configuration trains on ${what}. Choose them in the Data panel; they stay on this machine.`}
    />
  );
}

function Problems() {
  const rejected = useConfig((state) => state.rejected);
  const problems = useConfig((state) => state.problems);
  const config = useConfig((state) => state.config);
  const blocking = blockingProblems({ rejected, problems });
  const nothingRuns = useRun((state) => state.active === null);
  const [first] = blocking;
  // Beside a run that is set up, the field and its panel say so.
  if (first === undefined || !nothingRuns) return null;
  return <Notice tone="caution" icon={<IconInfoCircle size="1rem" />} text={problemText(first, config)} />;
}
