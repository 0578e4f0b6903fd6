import { Anchor } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useConfig, useRun, useSession } from '../store/context';
import { useLesson } from '../store/lessonContext';
import { addressWith } from '../store/pageAddress';
import { withShown } from './layout/viewAddress';
import { QuestionDialog } from './QuestionDialog';
import { RunProgress } from './RunProgress';
import { Stage } from './Stage';
import { TrainButton } from './TrainControls';
import { useViewOnShow } from './viewOnShow';
import shell from './shell.module.css';
import classes from './embeddedPage.module.css';

/** One view in the frame of another page, and a bar that leads to the whole. */
export function EmbeddedPage() {
  const { view } = useViewOnShow();
  const address = useWholeAddress();
  return (
    <div className={shell.page}>
      <div className={shell.body}>
        <Stage />
      </div>
      <footer className={classes.bar} aria-label="Run">
        {view.isStill !== true && (
          <>
            <TrainButton />
            <RunProgress />
          </>
        )}
        <Anchor className={classes.whole ?? ''} href={address} target="_blank" rel="noopener">
          Open the playground
          <IconExternalLink size="0.875rem" aria-hidden />
        </Anchor>
      </footer>
      <QuestionDialog />
    </div>
  );
}

/** The whole page with the same settings and this view on show. What else the link says stays. */
function useWholeAddress(): string {
  const session = useSession();
  const lesson = useLesson();
  const { view } = useViewOnShow();
  const config = useConfig((state) => state.config);
  const data = useRun((state) => state.data);
  return useMemo(
    () => {
      const whole = new URL(addressWith(session, { ...lesson, embed: null }));
      whole.search = withShown(whole.search, { view: view.id, beside: null });
      return whole.href;
    },
    // The settings and the images that it is about are read from the session.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [session, lesson, view, config, data],
  );
}
