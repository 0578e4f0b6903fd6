import { SegmentedControl, UnstyledButton } from '@mantine/core';
import { useMemo, useState } from 'react';
import { plain } from '../../../quoted';
import { counted } from '../../../reports/format';
import { PARTS } from '../../../reports/inspection';
import type { ClassCount } from './classCounts';
import { number, PART_WORDS } from './words';
import cards from '../../theme/card.module.css';
import classes from './data.module.css';

interface ClassHistogramProps {
  readonly counts: readonly ClassCount[];
  /** The class that the grid shows. */
  readonly chosen: number | null;
  readonly onChoose: (label: number | null) => void;
}

/** How many images each class has, split by what they are for; a class that is pressed is shown alone. */
export function ClassHistogram({ counts, chosen, onChoose }: ClassHistogramProps) {
  const [order, setOrder] = useState('class');
  const rows = useMemo(
    () => (order === 'class' ? counts : counts.toSorted((a, b) => b.total - a.total)),
    [counts, order],
  );
  const most = Math.max(1, ...counts.map(({ total }) => total));
  return (
    <section className={cards.card} aria-label="Classes">
      <header className={classes.cardHead}>
        <h3 className={cards.cardTitle}>{counted(counts.length, 'class', 'classes')}</h3>
        <SegmentedControl
          size="xs"
          aria-label="Order of the classes"
          data={[
            { value: 'class', label: 'By class' },
            { value: 'count', label: 'By count' },
          ]}
          value={order}
          onChange={setOrder}
        />
      </header>
      <ul className={classes.partLegend} aria-hidden>
        {PARTS.map((part) => (
          <li key={part}>
            <span className={classes.segment} data-part={part} />
            {PART_WORDS[part]}
          </li>
        ))}
      </ul>
      <ul className={classes.histogram} aria-label="Images by class">
        {rows.map(({ label, name, total, parts }) => (
          <li key={label}>
            <UnstyledButton
              className={classes.histogramRow}
              aria-pressed={label === chosen}
              aria-label={`${plain(name)}: ${counted(total, 'image')}, ${partsText(parts)}`}
              title={`${plain(name)}: ${partsText(parts)}`}
              onClick={() => onChoose(label === chosen ? null : label)}
            >
              <span className={classes.className}>{plain(name)}</span>
              <span className={classes.stack}>
                {PARTS.map((part, place) => (
                  <span
                    key={part}
                    className={classes.segment}
                    data-part={part}
                    style={{ width: `${(100 * parts[place]!) / most}%` }}
                    hidden={parts[place] === 0}
                  />
                ))}
              </span>
              <span className={classes.count}>{number(total)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

function partsText(parts: readonly number[]): string {
  return PARTS.map((part, place) => `${number(parts[place]!)} ${PART_WORDS[part].toLowerCase()}`).join(', ');
}
