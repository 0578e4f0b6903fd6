import { Button } from '@mantine/core';
import { IconShare2 } from '@tabler/icons-react';
import { useMemo } from 'react';
import { changedFields } from '../../config/describe';
import { durationText } from '../../durationText';
import { PROBES } from '../../reports/evaluation';
import { reproductionOf } from '../history/reproduction';
import { useRun, useSession } from '../store/context';
import { EVALUATION_PREFIX } from '../store/evaluationsFile';
import { originOf } from '../store/origin';
import type { SharedRun as Shared } from '../store/runState';
import { PROBE } from '../views/evaluate/probeCatalogue';
import { percent, significant } from '../../reports/format';
import { Notice } from './Notice';
import { otherImagesText, reproductionText } from './reproductionText';
import classes from './notices.module.css';

/** The final measures that say the most, in this order, by their names in the summary. */
const SHOWN: readonly {
  readonly name: string;
  readonly label: string;
  readonly write: (value: number) => string;
}[] = [
  { name: 'accuracy.embeddings', label: 'Matching accuracy', write: (share) => percent(share, 1) },
  { name: 'accuracy.features', label: 'of the features', write: (share) => percent(share, 1) },
  { name: 'accuracy.chance', label: 'by chance', write: (share) => percent(share, 1) },
  ...PROBES.map((probe) => ({
    name: EVALUATION_PREFIX + probe,
    label: PROBE[probe].title,
    write: (share: number) => percent(share, 1),
  })),
  { name: 'knnTop1', label: 'kNN', write: (share) => percent(share, 1) },
  { name: 'total', label: 'Loss', write: (loss) => significant(loss) },
  { name: 'embeddingStd', label: 'Embedding std', write: (std) => std.toFixed(4) },
  { name: 'seconds', label: 'Time', write: durationText },
  { name: 'imagesPerSecond', label: 'Images a second', write: (rate) => significant(rate, 3) },
];

/** The run of the link that was opened, or a recorded one: how far it went, where, what came out, and whether it comes out here too. */
export function SharedRun({ shared, onRead }: { shared: Shared; onRead: () => void }) {
  const session = useSession();
  const { step, device, measures } = shared.summary;
  const verdict = useVerdict(shared);
  const where = device === '' ? '' : ` on ${device}`;
  const measured = SHOWN.flatMap(({ name, label, write }) => {
    const value = measures[name];
    return value === undefined ? [] : [{ label, text: write(value) }];
  });
  return (
    <Notice
      icon={<IconShare2 size="1rem" />}
      text={`${shared.name === undefined ? 'The link shares' : `${shared.name} is`} a run of ${step.toLocaleString('en')} steps${where}.`}
    >
      <dl className={classes.shared} aria-label="Final measures of the shared run">
        {measured.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {verdict !== undefined && (
        <p className={classes.verdict} role="status">
          {verdict}
        </p>
      )}
      <div className={classes.ways}>
        <Button size="compact-sm" variant="default" onClick={() => void session.reproduce()}>
          Reproduce
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={onRead}>
          Dismiss
        </Button>
      </div>
    </Notice>
  );
}

/** How the run on show compares, where it is of the shared run's settings. */
function useVerdict(shared: Shared): string | undefined {
  const history = useRun((state) => state.history);
  const active = useRun((state) => state.active);
  const device = useRun((state) => state.device);
  const kept = useRun((state) => state.kept);
  const images = useRun((state) => state.data?.fingerprint);
  return useMemo(() => {
    if (active === null || changedFields(active, shared.config).length > 0) return undefined;
    const reproduction = reproductionOf(shared.summary, history);
    const verdict = reproductionText(reproduction, shared.summary, originOf({ device, kept }));
    return [otherImagesText(shared, images), verdict].filter(Boolean).join(' ') || undefined;
  }, [shared, history, active, device, kept, images]);
}
