import { Checkbox, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { significant } from '../../../reports/format';
import type { LookSubject, StemFilters } from '../../../worker/protocol';
import { THE_RUN, useLook } from '../../store/useLook';
import { csvText } from '../../../formats/csv';
import { canvasPng } from '../canvasPng';
import type { FileToSave } from '../../controls/useSaveFile';
import { PixelCanvas } from '../PixelCanvas';
import { SubjectPicker } from '../looks/SubjectPicker';
import { useSubjects, type Subjects } from '../looks/useSubjects';
import { ViewExports } from '../ViewExports';
import { pictureSheet } from '../pictureSheet';
import { filterPictures, type FilterOrder, type FilterScale } from './filterPixels';
import cards from '../../theme/card.module.css';
import classes from './filters.module.css';

/** All stems are asked the same. */
const NO_QUESTIONS = {};

/** The filters of the first convolution, as images. */
export function StemCard() {
  const [scale, setScale] = useState<FilterScale>('own');
  const [order, setOrder] = useState<FilterOrder>('number');
  const [left, setLeft] = useState<LookSubject>(THE_RUN);
  const [right, setRight] = useState<LookSubject | null>(null);
  const subjects = useSubjects();
  const leftLook = useLook('stemFilters', NO_QUESTIONS, left);
  const rightLook = useLook('stemFilters', right === null ? null : NO_QUESTIONS, right ?? THE_RUN);
  const shown = { scale, order, subjects };
  return (
    <section className={`${cards.card} ${classes.card}`} aria-label="Stem filters">
      <header className={classes.header}>
        <h2 className={cards.viewTitle}>What its first layer looks for</h2>
        <ViewExports of="stem filters" files={stemFiles(leftLook.answer?.report, scale, order)} />
      </header>
      <div className={classes.controls}>
        <SegmentedControl
          size="xs"
          aria-label="Brightness"
          value={scale}
          onChange={setScale}
          data={[
            { value: 'own', label: 'Each by itself' },
            { value: 'shared', label: 'One scale' },
          ]}
        />
        <SegmentedControl
          size="xs"
          aria-label="Order of the filters"
          value={order}
          onChange={setOrder}
          data={[
            { value: 'number', label: 'By number' },
            { value: 'norm', label: 'By norm' },
          ]}
        />
        <Checkbox
          size="xs"
          label="Other weights beside"
          checked={right !== null}
          onChange={({ currentTarget }) => setRight(currentTarget.checked ? THE_RUN : null)}
        />
      </div>
      <div className={classes.sides}>
        <StemSide {...shown} label="Weights" subject={left} onSubject={setLeft} look={leftLook} />
        {right !== null && (
          <StemSide {...shown} label="Other weights" subject={right} onSubject={setRight} look={rightLook} />
        )}
      </div>
      <p className={classes.note}>
        Zero is mid-grey; red, green and blue are the weights of these channels. Point at a filter for its
        norm.
      </p>
    </section>
  );
}

interface StemSideProps {
  readonly label: string;
  readonly subject: LookSubject;
  readonly onSubject: (subject: LookSubject) => void;
  readonly subjects: Subjects;
  readonly look: ReturnType<typeof useLook<'stemFilters'>>;
  readonly scale: FilterScale;
  readonly order: FilterOrder;
}

function StemSide({ label, subject, onSubject, subjects, look, scale, order }: StemSideProps) {
  const { answer, failure } = look;
  const pictures = answer === null ? [] : filterPictures(answer.report, scale, order);
  return (
    <section className={classes.side} aria-label={label}>
      <SubjectPicker
        label={label}
        subject={subject}
        onSubject={onSubject}
        {...subjects}
        isWaiting={look.question?.subject !== subject && failure === null}
      />
      <p className={classes.note} role="status">
        {failure !== null
          ? `${failure.message} ${failure.remedy ?? ''}`
          : answer === null
            ? 'Looking at the network …'
            : `Step ${answer.step.toLocaleString('en')}, ${answer.report.count} filters of ${answer.report.side} × ${answer.report.side} px.`}
      </p>
      <ul className={classes.filters}>
        {pictures.map(({ filter, norm, picture }) => {
          const text = `Filter ${filter}, norm ${significant(norm, 3)}`;
          return (
            <li key={filter} title={text}>
              <PixelCanvas pixels={picture} label={text} className={classes.filter} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function stemFiles(filters: StemFilters | undefined, scale: FilterScale, order: FilterOrder): FileToSave[] {
  if (filters === undefined) return [];
  const { count, side, weights } = filters;
  return [
    {
      title: 'Picture (PNG)',
      ending: '.filters.png',
      type: 'image/png',
      content: () =>
        canvasPng(
          pictureSheet(
            filterPictures(filters, scale, order).map(({ picture }) => picture),
            8,
          ),
        ),
    },
    {
      title: 'Weights (CSV)',
      ending: '.filters.csv',
      type: 'text/csv',
      content: () =>
        csvText(
          ['filter', 'row', 'column', 'red', 'green', 'blue'],
          Array.from({ length: count * side * side }, (_, place) => [
            Math.floor(place / (side * side)),
            Math.floor(place / side) % side,
            place % side,
            ...weights.subarray(3 * place, 3 * place + 3),
          ]),
        ),
    },
    {
      title: 'Weights (JSON)',
      ending: '.filters.json',
      type: 'application/json',
      content: () => JSON.stringify({ count, side, weights: [...weights] }),
    },
  ];
}
