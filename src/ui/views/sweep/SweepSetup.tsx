import { Button, Checkbox, TextInput, Tooltip } from '@mantine/core';
import { IconPlayerPlayFilled, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FieldDescription } from '../../../config/describe';
import { PROBES } from '../../../reports/evaluation';
import { BASELINE_TITLES, MOST_AXES, type BaselineName } from '../../../sweep/spec';
import type { ProbeName } from '../../../worker/protocol';
import { LocalNumber } from '../../controls/LocalNumber';
import type { AxisDraft, SweepDraft } from '../../store/sweepDraft';
import { AxisEditor } from './AxisEditor';
import { BASELINE_HELP, PROBE_WORDS } from './words';
import classes from './sweep.module.css';

export interface SweepSetupProps {
  readonly draft: SweepDraft;
  readonly fields: readonly FieldDescription[];
  readonly axisProblems: readonly (string | undefined)[];
  readonly seedProblem: string | undefined;
  /** What is wrong with the whole. */
  readonly problem: string | undefined;
  /** What it comes to, in words. */
  readonly summary: string;
  /** False while there is a problem, or nothing can train. */
  readonly canStart: boolean;
  /** Length of a run by the settings, and what it counts. */
  readonly length: { readonly value: number; readonly unit: 'steps' | 'epochs' };
  /** What can be compared with. */
  readonly baselines: readonly BaselineName[];
  /** Probes that the data do not allow, with the reason. */
  readonly impossible: Readonly<Partial<Record<ProbeName, string>>>;
  readonly onEdit: (change: Partial<SweepDraft>) => void;
  readonly onStart: () => void;
}

const PLACES = ['First', 'Second'] as const;

/** What to sweep, how often, and how the points are judged. */
export function SweepSetup(props: SweepSetupProps) {
  const { draft, fields, axisProblems, seedProblem, length, onEdit } = props;
  const { axes } = draft;
  const setAxis = (place: number, axis: AxisDraft) =>
    onEdit({ axes: axes.map((old, index) => (index === place ? axis : old)) });
  const free = fields.filter(({ path }) => axes.every((axis) => axis.path !== path));
  return (
    <form
      className={classes.setup}
      aria-label="Set up a sweep"
      onSubmit={(event) => {
        event.preventDefault();
        if (props.canStart) props.onStart();
      }}
    >
      {axes.map((axis, place) => (
        <AxisEditor
          key={place}
          axis={axis}
          fields={fields.filter(({ path }) => axes.every((other) => other === axis || other.path !== path))}
          problem={axisProblems[place]}
          place={axes.length > 1 ? PLACES[place] : undefined}
          onChange={(next) => setAxis(place, next)}
          onRemove={
            axes.length > 1 ? () => onEdit({ axes: axes.filter((_, index) => index !== place) }) : undefined
          }
        />
      ))}
      {axes.length < MOST_AXES && (
        <Button
          className={classes.add}
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size="0.8125rem" />}
          onClick={() => onEdit({ axes: [...axes, { path: secondField(free), text: '' }] })}
        >
          Sweep a second field too
        </Button>
      )}
      <div className={classes.pair}>
        <TextInput
          size="xs"
          label="Seeds"
          inputMode="numeric"
          autoComplete="off"
          value={draft.seeds}
          error={seedProblem}
          onChange={(event) => onEdit({ seeds: event.currentTarget.value })}
        />
        <LocalNumber
          label={length.unit === 'steps' ? 'Steps of each run' : 'Epochs of each run'}
          placeholder={String(length.value)}
          value={draft.length}
          min={1}
          max={1e7}
          integer={length.unit === 'steps'}
          optional
          onNumber={(value) => onEdit({ length: value })}
        />
      </div>
      <Boxes
        legend="Judged by"
        names={PROBES}
        labels={PROBE_WORDS}
        notes={props.impossible}
        isOff={(probe) => props.impossible[probe] !== undefined}
        chosen={draft.probes}
        onChosen={(probes) => onEdit({ probes })}
      />
      <Boxes
        legend="Compared with"
        names={props.baselines}
        labels={BASELINE_TITLES}
        notes={BASELINE_HELP}
        chosen={draft.baselines}
        onChosen={(baselines) => onEdit({ baselines })}
      />
      <div className={classes.setupFoot}>
        <p role="status" className={props.problem === undefined ? classes.summary : classes.problem}>
          {props.problem ?? props.summary}
        </p>
        <Button
          type="submit"
          leftSection={<IconPlayerPlayFilled size="0.875rem" />}
          disabled={!props.canStart}
        >
          Start the sweep
        </Button>
      </div>
    </form>
  );
}

/** The field of the paper's other question, how many matches are kept, or the first that is free. */
function secondField(free: readonly FieldDescription[]): string {
  const wanted = free.find(({ path }) => path === 'loss.matchesForward') ?? free[0];
  return wanted?.path ?? '';
}

interface BoxesProps<Name extends string> {
  readonly legend: string;
  readonly names: readonly Name[];
  readonly labels: Readonly<Record<Name, ReactNode>>;
  /** Said by a tip. */
  readonly notes: Readonly<Partial<Record<Name, string>>>;
  readonly isOff?: (name: Name) => boolean;
  readonly chosen: readonly Name[];
  readonly onChosen: (chosen: readonly Name[]) => void;
}

/** Things to tick; what was chosen keeps the order of the list. */
function Boxes<Name extends string>(props: BoxesProps<Name>) {
  const { legend, names, labels, notes, isOff = () => false, chosen, onChosen } = props;
  const tick = (name: Name, on: boolean) =>
    onChosen(names.filter((other) => (other === name ? on : chosen.includes(other))));
  return (
    <fieldset className={classes.boxes}>
      <legend className={classes.legend}>{legend}</legend>
      {names.map((name) => (
        <Tooltip key={name} label={notes[name]} disabled={notes[name] === undefined} position="top-start">
          <Checkbox
            size="xs"
            iconColor="var(--surface)"
            label={labels[name]}
            checked={chosen.includes(name) && !isOff(name)}
            disabled={isOff(name)}
            aria-description={notes[name]}
            onChange={(event) => tick(name, event.currentTarget.checked)}
          />
        </Tooltip>
      ))}
    </fieldset>
  );
}
