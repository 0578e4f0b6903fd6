import { Popover, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './measures.module.css';

interface ExplainedProps {
  readonly title: string;
  readonly explanation: string;
  readonly formula?: string | undefined;
  readonly children: ReactNode;
}

/** A figure that tells, when pressed, how it is computed. */
export function Explained({ title, explanation, formula, children }: ExplainedProps) {
  return (
    <Popover width={300} position="top" withArrow shadow="md">
      <Popover.Target>
        <UnstyledButton className={classes.explained ?? ''}>{children}</UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.explanation ?? ''}>
        <h4>{title}: how it is computed</h4>
        <p>{explanation}</p>
        {formula !== undefined && <p className={classes.formula}>{formula}</p>}
      </Popover.Dropdown>
    </Popover>
  );
}
