import { ActionIcon, Tooltip } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FieldDescription, FieldValue } from '../../config/describe';
import { rangeText } from '../../config/rangeText';
import { valueText } from '../../config/valueText';
import classes from './panels.module.css';

interface FieldHelpProps {
  readonly description: FieldDescription;
  /** The preset's value; `undefined` where the preset has no such field. */
  readonly preset: FieldValue | undefined;
  /** The label, which shows the help too when it is pointed at. */
  readonly children: ReactNode;
}

/** What a field does, its range, its preset's value and when it takes effect: on its label and on the button beside it. */
export function FieldHelp({ description, preset, children }: FieldHelpProps) {
  const { meta } = description;
  const facts = factsOf(description, preset);
  const text = [meta.help, ...facts.map(([name, value]) => `${name}: ${value}.`)].join(' ');
  const content = (
    <>
      <p className={classes.helpText}>{meta.help}</p>
      <dl className={classes.helpFacts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
  return (
    <Tooltip label={content} position="top-start">
      <span className={classes.help}>
        {children}
        <ActionIcon
          className={classes.mark}
          variant="transparent"
          size={18}
          aria-label={`About ${meta.label}`}
          aria-description={text}
        >
          <IconInfoCircle size="0.8125rem" />
        </ActionIcon>
      </span>
    </Tooltip>
  );
}

/** Where the paper's symbols of single knobs stand in the loss. */
const IN_THE_LOSS: Readonly<Record<string, string>> = {
  α: 'loss = α · global + (1 − α) · local',
  λ: 'λ · invariance + μ · variance + ν · covariance',
  μ: 'λ · invariance + μ · variance + ν · covariance',
  ν: 'λ · invariance + μ · variance + ν · covariance',
  γ: 'local terms, over the γ best matches',
};

/** Names and values, in the order in which one asks. */
function factsOf({ meta, shape }: FieldDescription, preset: FieldValue | undefined): [string, string][] {
  const unit = meta.unit === undefined ? '' : ` ${meta.unit}`;
  const range = rangeText(shape);
  const formula = meta.symbol === undefined ? undefined : IN_THE_LOSS[meta.symbol];
  const facts: [string, string | undefined][] = [
    ['Range', range === undefined ? undefined : `${range}${unit}`],
    [
      'Preset',
      preset === undefined
        ? undefined
        : `${valueText(preset, shape)}${typeof preset === 'number' ? unit : ''}`,
    ],
    ['In effect', meta.effect === 'live' ? 'at the next step' : '↻ after Reset'],
    ['In the loss', formula],
    ['Reference', meta.reference],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
