import { Popover, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Explanation } from '../formulas/Explanation';
import classes from './measures.module.css';

interface ExplainedProps {
  readonly title: string;
  readonly explanation: string;
  /** In TeX. */
  readonly formula?: string | undefined;
  readonly children: ReactNode;
}

/** A figure that tells, when pressed, how it is computed. */
export function Explained({ title, explanation, formula, children }: ExplainedProps) {
  return (
    <Popover width={340} position="top" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.explained ?? ''}>{children}</UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Explanation title={`${title}: how it is computed`} explanation={explanation} formula={formula} />
      </Popover.Dropdown>
    </Popover>
  );
}
