import { NativeSelect, Slider } from '@mantine/core';
import { useMemo, useState } from 'react';
import { percent } from '../../../reports/format';
import type { MatchSnapshot } from '../../../reports/matches';
import { DEFAULT_LINE_OPTIONS } from '../correspondence/lineOptions';
import { MatchStage } from '../correspondence/MatchStage';
import { useCellFocus, type CellAction, type CellFocus } from '../correspondence/useCellFocus';
import { useSharedFocus } from '../correspondence/useSharedFocus';
import { useShownMatches } from '../correspondence/useShownMatches';
import { commonImages, pictureAt, stepsOf } from './commonImages';
import type { RunOnShow } from './CompareView';
import cards from '../../theme/card.module.css';
import classes from './compare.module.css';

/** The same image under every run that has a picture of it, at the same step. */
export function CompareMatches({ runs }: { readonly runs: readonly RunOnShow[] }) {
  const all = useMemo(() => runs.map(({ snapshots }) => snapshots), [runs]);
  const images = useMemo(() => commonImages(all), [all]);
  const [chosen, setChosen] = useState<number>();
  const [place, setPlace] = useState<number>();
  const [focus, onCell] = useCellFocus();
  const image = chosen !== undefined && images.includes(chosen) ? chosen : images[0];
  const steps = image === undefined ? [] : stepsOf(all, image);
  const at = Math.min(place ?? steps.length - 1, steps.length - 1);
  return (
    <section className={cards.card} aria-label="Matches of the same image">
      <div className={classes.matchesHead}>
        <h3 className={cards.cardTitle}>Matches of the same image</h3>
        {image !== undefined && (
          <NativeSelect
            size="xs"
            aria-label="Image"
            value={image}
            onChange={(event) => setChosen(Number(event.currentTarget.value))}
            data={images.map((index) => ({ value: String(index), label: `Image ${index + 1}` }))}
          />
        )}
        {steps.length > 1 && (
          <div className={classes.steps}>
            <span>Step {steps[at]!.toLocaleString('en')}</span>
            <Slider
              size="sm"
              min={0}
              max={steps.length - 1}
              step={1}
              value={at}
              onChange={setPlace}
              label={(index) => (steps[index] ?? 0).toLocaleString('en')}
              thumbLabel="Step of the pictures"
            />
          </div>
        )}
      </div>
      {image === undefined ? (
        <p className={classes.none}>
          These runs have no picture of the same image. Show one image in both while they train, and pause.
        </p>
      ) : (
        <div className={classes.matches}>
          {runs.map((run) => (
            <RunMatches
              key={run.id}
              run={run}
              snapshot={pictureAt(run.snapshots, image, steps[at]!)}
              focus={focus}
              onCell={onCell}
            />
          ))}
        </div>
      )}
    </section>
  );
}

/** What is asked of a cell in one run is asked in all: their pictures share the focus. */
interface FocusProps {
  readonly focus: CellFocus;
  readonly onCell: (action: CellAction) => void;
}

interface RunMatchesProps extends FocusProps {
  readonly run: RunOnShow;
  readonly snapshot: MatchSnapshot | undefined;
}

function RunMatches({ run, snapshot, ...focus }: RunMatchesProps) {
  return (
    <figure>
      <figcaption>
        <span className={classes.dot} style={{ background: run.colour }} aria-hidden />
        <strong>{run.name}</strong>
        {snapshot !== undefined && <span>{pictureText(snapshot)}</span>}
      </figcaption>
      {snapshot === undefined ? (
        <p className={classes.none}>No picture of this image.</p>
      ) : (
        <Picture snapshot={snapshot} {...focus} />
      )}
    </figure>
  );
}

function Picture({ snapshot, focus, onCell }: FocusProps & { readonly snapshot: MatchSnapshot }) {
  const hasEmbeddings = snapshot.views.every((view) => view.embeddings !== undefined);
  const space = hasEmbeddings ? 'embeddings' : 'features';
  const { byEmbedding, byLocation } = useShownMatches(snapshot, space, DEFAULT_LINE_OPTIONS);
  const shared = useSharedFocus(snapshot, focus, space);
  return (
    <MatchStage
      snapshot={snapshot}
      byEmbedding={byEmbedding}
      byLocation={byLocation}
      probe={undefined}
      {...shared}
      options={DEFAULT_LINE_OPTIONS}
      onCell={onCell}
    />
  );
}

function pictureText({ step, accuracy }: MatchSnapshot): string {
  const right = accuracy.embeddings ?? accuracy.features;
  const share = accuracy.count > 0 ? `, ${percent(right)} right` : '';
  return `step ${step.toLocaleString('en')}${share}`;
}
