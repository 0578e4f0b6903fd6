import { Button } from '@mantine/core';
import { IconFileUpload, IconInfoCircle } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { durationText } from '../../durationText';
import { useConfig, useRun, useSession } from '../store/context';
import { identityText } from '../store/identityText';
import type { Tone } from '../store/messages';
import { blockingProblems, problemText } from '../store/problems';
import { hasResults, type SharedRun as SharedRunState } from '../store/runState';
import { isGone, phaseOf } from '../store/status';
import { BLOCKED } from '../store/trainBlock';
import { DeviceWarning, useDeviceFailure } from './DeviceWarning';
import { ChooseFiles } from './ChooseFiles';
import { ExperimentNotice } from './ExperimentNotice';
import { FetchingNotice } from './FetchingNotice';
import { MessageCard } from './MessageCard';
import { Notice } from './Notice';
import { useProcessorNotice } from './ProcessorNotice';
import { RunFailure } from './RunFailure';
import { SharedRun } from './SharedRun';
import { ReadingNotice, WeightsNotice } from './WeightsNotice';

/** One message on the page. */
export interface Card {
  readonly key: string;
  readonly tone: Tone;
  readonly content: ReactNode;
}

/** Every message that there is now. */
export function useCards(): Card[] {
  const failure = useRun((state) => state.failure);
  const messages = useRun((state) => state.messages);
  const weights = useRun((state) => state.weights);
  // What follows on the reading is set-up, which the progress line tells.
  const reading = useRun((state) => (phaseOf(state) === 'compiling' ? null : state.reading));
  const fetching = useRun((state) => state.fetching);
  const shared = useRun((state) => state.shared);
  const [sharedRead, setSharedRead] = useState<SharedRunState | null>(null);
  const processor = useProcessorNotice();
  const { experiments } = useSession();
  const hasExperiment = useStore(experiments.store, ({ job }) => job !== null);
  const wrong = useDeviceFailure();
  const silence = useSilenceCard();
  const files = useFilesCard();
  const problem = useProblemCard();
  const cards: (Card | null)[] = [
    // What can be cancelled is seen, whatever else there is.
    reading === null ? null : { key: 'reading', tone: 'error', content: <ReadingNotice name={reading} /> },
    fetching && { key: 'fetching', tone: 'error', content: <FetchingNotice fetching={fetching} /> },
    wrong && { key: 'device', tone: 'error', content: <DeviceWarning failure={wrong} /> },
    failure && { key: 'failure', tone: 'error', content: <RunFailure failure={failure} /> },
    hasExperiment ? { key: 'experiment', tone: 'info', content: <ExperimentNotice /> } : null,
    // What was opened last comes before the offer to undo it.
    weights && {
      key: 'weights',
      tone: weights.report.warnings.length > 0 ? 'caution' : 'info',
      content: <WeightsNotice />,
    },
    ...messages.map((message) => ({
      key: message.key,
      tone: message.tone,
      content: <MessageCard message={message} />,
    })),
    silence,
    problem,
    files,
    shared && shared !== sharedRead
      ? {
          key: 'shared',
          tone: 'info',
          content: <SharedRun shared={shared} onRead={() => setSharedRead(shared)} />,
        }
      : null,
    // It stands for as long as the page does, so what has just happened comes before it.
    processor !== null ? { key: 'processor', tone: 'info', content: processor } : null,
  ];
  return cards.filter((card) => card !== null);
}

/** The worker does not answer; whether that is its end, only a person can decide. */
function useSilenceCard(): Card | null {
  const session = useSession();
  const seconds = useRun((state) => state.silentFor);
  const gone = useRun(isGone);
  if (seconds === 0 || gone) return null;
  const content = (
    <Notice
      tone="caution"
      icon={<IconInfoCircle size="1rem" />}
      text={`The training has not answered for ${durationText(seconds)}. It may be busy with a long step.`}
    >
      <Button size="compact-sm" variant="default" onClick={() => void session.tryAgain()}>
        Start afresh
      </Button>
    </Notice>
  );
  return { key: 'silence', tone: 'caution', content };
}

/** The source that is set has no files; where a run is on show, its place in the stage is taken. */
function useFilesCard(): Card | null {
  const needsFiles = useRun((state) => state.needsFiles);
  const wanted = useRun((state) => state.wantedData);
  const begun = useRun(hasResults);
  if (!needsFiles || !begun) return null;
  const content = (
    <Notice
      icon={<IconFileUpload size="1rem" />}
      text={
        wanted === null
          ? 'The source that is set has no files yet.'
          : `The images are to be chosen: ${identityText(wanted)}.`
      }
    >
      <ChooseFiles />
    </Notice>
  );
  return { key: 'files', tone: 'caution', content };
}

/** What keeps the first run from being set up; beside a run, the field and its panel say so. */
function useProblemCard(): Card | null {
  const rejected = useConfig((state) => state.rejected);
  const config = useConfig((state) => state.config);
  const imageCount = useRun((state) => state.data?.count);
  const nothingRuns = useRun((state) => state.active === null);
  const said = useRun((state) => state.messages.some(({ key }) => key === BLOCKED));
  const [first] = blockingProblems({ config, rejected }, imageCount);
  if (first === undefined || !nothingRuns || said) return null;
  const text = problemText(first, config);
  const content = <Notice tone="caution" icon={<IconInfoCircle size="1rem" />} text={text} />;
  return { key: 'problem', tone: 'caution', content };
}
