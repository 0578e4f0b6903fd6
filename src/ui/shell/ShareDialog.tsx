import { Button, CopyButton, Modal, Switch, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { RunConfig } from '../../config/runConfig';
import { encodeLink, encodeLinkWithResults } from '../../config/link';
import { useConfig, useRun, useSession } from '../store/context';
import { evaluationMeasures } from '../store/evaluationsFile';
import { withLesson, type Lesson } from '../store/lesson';
import { useLesson } from '../store/lessonContext';
import { linkedData } from '../store/linkedData';
import { originOf } from '../store/origin';
import { hasResults } from '../store/runState';
import { summarize } from '../history/summary';
import { ClassLink } from './ClassLink';
import classes from './shell.module.css';

/** Makes a link to this configuration, with a summary of the results when there are some. */
export function ShareDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Share this run" size={520}>
      <ShareContent />
    </Modal>
  );
}

function ShareContent() {
  const begun = useRun(hasResults);
  const source = useConfig((state) => state.config.data.source);
  const [withResults, setWithResults] = useState(true);
  const [lesson, setLesson] = useState(useLesson());
  const link = useLink(begun && withResults, lesson);
  return (
    <div className={classes.share}>
      <TextInput
        aria-label="Link"
        value={link}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        rightSectionWidth={96}
        rightSection={
          <CopyButton value={link}>
            {({ copied, copy }) => (
              <Button
                size="compact-sm"
                onClick={copy}
                leftSection={copied ? <IconCheck size="0.875rem" /> : <IconCopy size="0.875rem" />}
              >
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        }
      />
      <Switch
        label="Include this run’s curves and measures"
        checked={begun && withResults}
        disabled={!begun}
        onChange={(event) => setWithResults(event.currentTarget.checked)}
        description={begun ? undefined : 'There are none before the first step.'}
      />
      <ClassLink lesson={lesson} onChange={setLesson} link={link} />
      <p className={classes.shareNote}>
        {link.length.toLocaleString('en')} characters. The link holds every setting
        {begun && withResults ? ' and a summary of the results' : ''}; nothing is uploaded.
        {source !== 'synthetic' &&
          ' Image files are not in it, only their name, number and size: whoever opens it chooses the same ones.'}
      </p>
    </div>
  );
}

/** The link as the run is while the dialog opens; results shared together belong to the run's own configuration. */
function useLink(withResults: boolean, lesson: Lesson): string {
  const session = useSession();
  return useMemo(() => {
    const { origin, pathname, search } = window.location;
    const prefix = origin + pathname + withLesson(search, lesson);
    const { active, history, evaluation, ...run } = session.run.getState();
    const config = session.config.getState().config;
    const images = (of: RunConfig) => linkedData(session.run.getState(), of);
    const hash =
      withResults && active !== null
        ? encodeLinkWithResults(
            active,
            (points) => summarize(history, originOf(run), points, evaluationMeasures(evaluation)),
            prefix.length,
            images(active),
          )
        : encodeLink(config, images(config));
    return `${prefix}#${hash}`;
  }, [session, withResults, lesson]);
}
