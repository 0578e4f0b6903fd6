import { Button, Code, Collapse } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FailureInfo } from '../../failure';
import cards from '../theme/card.module.css';
import classes from './shell.module.css';

interface FailureCardProps {
  readonly failure: FailureInfo;
  /** Step at which it happened. */
  readonly step?: number | null;
  /** Ways on from here. */
  readonly children?: ReactNode;
}

/** A failure: what happened, what to do, and the ways on from here. */
export function FailureCard({ failure, step = null, children }: FailureCardProps) {
  const [open, details] = useDisclosure(false);
  return (
    <section className={classes.failure} role="alert" aria-label="Problem">
      <IconAlertTriangle size="1.25rem" className={classes.failureIcon} aria-hidden />
      <div className={classes.failureBody}>
        <h2 className={cards.cardTitle}>{failure.message}</h2>
        {failure.remedy !== undefined && <p>{failure.remedy}</p>}
        <div className={classes.failureActions}>
          {children}
          <Button size="compact-sm" variant="subtle" onClick={details.toggle} aria-expanded={open}>
            {open ? 'Hide details' : 'Details'}
          </Button>
        </div>
        <Collapse expanded={open}>
          <dl className={classes.facts}>
            <dt>Code</dt>
            <dd>
              <Code>{failure.code}</Code>
            </dd>
            {failure.doing !== undefined && (
              <>
                <dt>While</dt>
                <dd>{failure.doing}</dd>
              </>
            )}
            {step !== null && (
              <>
                <dt>Step</dt>
                <dd>{step}</dd>
              </>
            )}
          </dl>
        </Collapse>
      </div>
    </section>
  );
}
