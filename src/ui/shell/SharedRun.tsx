import { Button } from '@mantine/core';
import { IconShare2 } from '@tabler/icons-react';
import type { RunSummary } from '../../config/runSummary';
import { durationText } from '../../durationText';
import { PROBES } from '../../reports/evaluation';
import { EVALUATION_PREFIX } from '../store/evaluationsFile';
import { PROBE } from '../views/evaluate/probeCatalogue';
import { percent, significant } from '../views/format';
import { Notice } from './Notice';
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

/** The run of the link that was opened: how far it went, where, and what came out. */
export function SharedRun({ summary, onRead }: { summary: RunSummary; onRead: () => void }) {
  const { step, device, measures } = summary;
  const where = device === '' ? '' : ` on ${device}`;
  const measured = SHOWN.flatMap(({ name, label, write }) => {
    const value = measures[name];
    return value === undefined ? [] : [{ label, text: write(value) }];
  });
  return (
    <Notice
      icon={<IconShare2 size="1rem" />}
      text={`The link shares a run of ${step.toLocaleString('en')} steps${where}.`}
    >
      <dl className={classes.shared} aria-label="Final measures of the shared run">
        {measured.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <Button size="compact-sm" variant="subtle" onClick={onRead}>
        Dismiss
      </Button>
    </Notice>
  );
}
