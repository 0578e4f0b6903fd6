import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { failureInfo } from '../../failure';
import { FailureCard } from './FailureCard';

interface ViewBoundaryProps {
  /** What it is around. */
  readonly title: string;
  readonly children: ReactNode;
}

/** Says in a view's place that it cannot be drawn; the training and everything else on the page go on. */
export function ViewBoundary({ title, children }: ViewBoundaryProps) {
  return (
    <ErrorBoundary
      fallbackRender={({ error, resetErrorBoundary }) => (
        <FailureCard
          failure={{
            ...failureInfo(error, `drawing “${title}”`),
            message: `“${title}” cannot be shown: ${failureInfo(error).message}`,
            remedy: 'The training goes on. Show it again, or save the whole run and reload the page.',
          }}
        >
          <Button size="compact-sm" variant="default" onClick={resetErrorBoundary}>
            Show it again
          </Button>
        </FailureCard>
      )}
    >
      {children}
    </ErrorBoundary>
  );
}
