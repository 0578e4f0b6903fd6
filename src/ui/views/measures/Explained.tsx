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
    <Popover width={300} position="top" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.explained ?? ''}>{children}</UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.explanation ?? ''}>
        <h4>{title}: how it is computed</h4>
        <p>{explanation}</p>
        {formula !== undefined && <Formula text={formula} />}
      </Popover.Dropdown>
    </Popover>
  );
}

/** A formula in one line; `_x` and `_{xy}` are set as subscripts. */
function Formula({ text }: { readonly text: string }) {
  const parts = text.split(/_(\{[^}]*\}|\w)/);
  return (
    <p className={classes.formula}>
      {parts.map((part, index) =>
        index % 2 === 0 ? part : <sub key={index}>{part.replace(/[{}]/g, '')}</sub>,
      )}
    </p>
  );
}
