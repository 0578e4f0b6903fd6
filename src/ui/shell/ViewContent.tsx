import { Loader } from '@mantine/core';
import { memo, Suspense, useCallback } from 'react';
import type { PlotHandle } from '../views/plotHandle';
import { ViewBoundary } from './ViewBoundary';
import type { PageView } from './views';
import classes from './layout/stage.module.css';

interface ViewContentProps {
  readonly view: PageView;
  /** Gets the view's plot under its id, where it has one. */
  readonly plots: Map<string, PlotHandle>;
}

/** A view, or that it is being loaded, or why it cannot be shown. */
export const ViewContent = memo(function ViewContent({ view, plots }: ViewContentProps) {
  const { id, title, Component } = view;
  const takePlot = useCallback(
    (handle: PlotHandle | null) => {
      if (handle === null) plots.delete(id);
      else plots.set(id, handle);
    },
    [plots, id],
  );
  return (
    <ViewBoundary title={title}>
      <Suspense fallback={<Loading title={title} />}>
        <Component plot={takePlot} />
      </Suspense>
    </ViewBoundary>
  );
});

function Loading({ title }: { readonly title: string }) {
  return (
    <p className={classes.loading} role="status">
      <Loader aria-hidden /> Loading “{title}” …
    </p>
  );
}
