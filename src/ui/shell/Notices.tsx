import { Button } from '@mantine/core';
import { IconInfoCircle, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { describeConfig } from '../../config/describe';
import { useConfig, useRun, useSession } from '../store/context';
import { blockingProblems } from '../store/configStore';
import { hasResults } from '../store/runStore';
import { FailureCard } from './FailureCard';
import { useWaitingChanges } from './useWaitingChanges';
import classes from './shell.module.css';

/** The one place for messages: what happened or what waits, and what to do about it. */
export function Notices() {
  const session = useSession();
  const failure = useRun((state) => state.failure);
  const notice = useRun((state) => state.notice);
  return (
    <div className={classes.notices} aria-live="polite">
      {failure !== null && <FailureCard failure={failure} />}
      <NeedsFiles />
      <Problems />
      <WaitingChanges />
      {notice !== null && (
        <Notice icon={<IconInfoCircle size={16} />} text={notice}>
          <Button size="compact-sm" variant="subtle" onClick={() => session.dismiss()}>
            Dismiss
          </Button>
        </Notice>
      )}
    </div>
  );
}

function WaitingChanges() {
  const session = useSession();
  const begun = useRun(hasResults);
  const active = useRun((state) => state.active);
  const replace = useConfig((state) => state.replace);
  const waiting = useWaitingChanges();
  if (!begun || active === null || waiting.length === 0) return null;
  return (
    <Notice icon={<IconRefresh size={16} />} text={`In effect after Reset: ${waiting.join(', ')}.`}>
      <Button size="compact-sm" variant="default" onClick={() => void session.restart()}>
        Restart now
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={() => replace(active)}>
        Put back
      </Button>
    </Notice>
  );
}

function NeedsFiles() {
  const needsFiles = useRun((state) => state.needsFiles);
  const source = useConfig((state) => state.config.data.source);
  if (!needsFiles) return null;
  const what = source === 'cifar10' ? 'CIFAR-10 batch files' : 'image files';
  return (
    <Notice
      icon={<IconInfoCircle size={16} />}
      text={`This configuration trains on ${what}. Choose them in the Data panel; they stay on this machine.`}
    />
  );
}

function Problems() {
  const rejected = useConfig((state) => state.rejected);
  const problems = useConfig((state) => state.problems);
  const config = useConfig((state) => state.config);
  const blocking = blockingProblems({ rejected, problems });
  const first = blocking[0];
  if (first === undefined) return null;
  const label = describeConfig(config).find(({ path }) => path === first.path)?.meta.label ?? first.path;
  const more = blocking.length > 1 ? ` (and ${blocking.length - 1} more)` : '';
  return (
    <Notice tone="caution" icon={<IconInfoCircle size={16} />} text={`${label}: ${first.message}${more}`} />
  );
}

function Notice(props: { icon: ReactNode; text: string; tone?: 'caution'; children?: ReactNode }) {
  return (
    <div className={classes.notice} data-tone={props.tone}>
      <span className={classes.noticeIcon} aria-hidden>
        {props.icon}
      </span>
      <p>{props.text}</p>
      {props.children}
    </div>
  );
}
