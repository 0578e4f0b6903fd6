import { useSplitter } from '@mantine/hooks';
import { Activity, useId, type ComponentProps } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../store/context';
import { BesideBar } from './layout/BesideBar';
import { LEAST_SHARE, USUAL } from './layout/arrangement';
import { ViewTabs } from './layout/ViewTabs';
import { LookPanel } from './LookPanel';
import { Notices } from './Notices';
import { isLookView } from './useLookModeView';
import { ViewContent } from './ViewContent';
import { useViewOnShow } from './viewOnShow';
import { VIEWS } from './views';
import classes from './layout/stage.module.css';

/** Everything that shows: one view, or two beside each other. */
export function Stage() {
  const { views, view, beside, share, setShare, plots } = useViewOnShow();
  const { lookMode } = useSession();
  const isLooking = useStore(lookMode.store, (state) => state.isOn);
  const id = useId();
  const isSplit = beside !== null;
  const pane = (usual: number) => ({ defaultSize: usual, min: LEAST_SHARE, max: 100 - LEAST_SHARE });
  const { ref: panes, getHandleProps } = useSplitter({
    panels: [pane(USUAL.share), pane(100 - USUAL.share)],
    sizes: [share, 100 - share],
    onSizeChange: ([size]) => setShare(Number(size)),
    step: 2,
    enabled: isSplit,
  });
  return (
    <main className={classes.stage} id="stage" data-split={isSplit || undefined}>
      {views.length > 1 && <ViewTabs paneId={(of) => `${id}-pane-${of}`} tabId={(of) => `${id}-tab-${of}`} />}
      <Notices />
      {isLooking && (isLookView(view.id) || isLookView(beside?.id)) && <LookPanel />}
      <div className={classes.panes} ref={panes} data-split={isSplit || undefined}>
        {VIEWS.filter((one) => views.includes(one)).map((one) => (
          <Pane
            key={one.id}
            view={one}
            plots={plots}
            isAlone={views.length === 1}
            place={one === view ? 'main' : one === beside ? 'beside' : undefined}
            id={`${id}-pane-${one.id}`}
            tabId={`${id}-tab-${one.id}`}
            width={isSplit ? `${one === view ? share : 100 - share}%` : '100%'}
          />
        ))}
        {isSplit && (
          <div
            className={classes.splitter}
            aria-label="Width of the views"
            {...getHandleProps({ index: 0 })}
          />
        )}
      </div>
    </main>
  );
}

interface PaneProps extends ComponentProps<typeof ViewContent> {
  /** `undefined` while it is not on show. */
  readonly place: 'main' | 'beside' | undefined;
  /** True where it has no tab, as there is no other view. */
  readonly isAlone: boolean;
  readonly id: string;
  readonly tabId: string;
  /** CSS width. */
  readonly width: string;
}

/** The place of one view. It keeps its element wherever it is shown, and so its state. */
function Pane({ view, plots, place, isAlone, id, tabId, width }: PaneProps) {
  const content = <ViewContent view={view} plots={plots} />;
  const isShown = place !== undefined;
  return (
    <div
      className={classes.pane}
      id={id}
      data-place={place}
      hidden={!isShown}
      style={{ flexBasis: width }}
      {...(place === 'beside' || isAlone
        ? { role: 'region', 'aria-label': isAlone ? view.title : `${view.title}, beside` }
        : { role: 'tabpanel', 'aria-labelledby': tabId })}
    >
      {place === 'beside' && <BesideBar view={view} />}
      {view.staysMounted ? (
        <Activity mode={isShown ? 'visible' : 'hidden'}>{content}</Activity>
      ) : (
        isShown && content
      )}
    </div>
  );
}
