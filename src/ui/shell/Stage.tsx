import { Tabs } from '@mantine/core';
import { Suspense } from 'react';
import { Notices } from './Notices';
import { ViewBoundary } from './ViewBoundary';
import { ViewLoading } from './ViewLoading';
import { useViewOnShow } from './viewOnShow';
import { VIEWS } from './views';
import classes from './shell.module.css';

/** Everything that shows, one view at a time. */
export function Stage() {
  const { view, show, plots } = useViewOnShow();
  return (
    <main className={classes.stage} id="stage">
      {/* By itself it would render hidden views too, whatever their panels say. */}
      <Tabs value={view.id} onChange={(id) => show(id ?? view.id)} keepMounted={false}>
        <Tabs.List className={classes.stageTabs ?? ''} aria-label="Views">
          {VIEWS.map(({ id, title }) => (
            <Tabs.Tab key={id} value={id}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Notices />
        {VIEWS.map(({ id, title, Component, staysMounted }) => (
          <Tabs.Panel key={id} value={id} keepMounted={staysMounted}>
            <ViewBoundary title={title}>
              <Suspense fallback={<ViewLoading title={title} />}>
                <Component
                  plot={(handle) => {
                    if (handle === null) plots.delete(id);
                    else plots.set(id, handle);
                  }}
                />
              </Suspense>
            </ViewBoundary>
          </Tabs.Panel>
        ))}
      </Tabs>
    </main>
  );
}
