import { Tabs } from '@mantine/core';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useViewOnShow } from '../viewOnShow';
import { ArrangeMenu } from './ArrangeMenu';
import classes from './stage.module.css';

interface ViewTabsProps {
  /** Element ids of a view's tab and of its place, by the view's id. */
  readonly tabId: (view: string) => string;
  readonly paneId: (view: string) => string;
}

/** The views' tabs in one row, which scrolls where it is too long. They are dragged, or moved by Alt and the arrow keys. */
export function ViewTabs({ tabId, paneId }: ViewTabsProps) {
  const { views, view, beside, show, move } = useViewOnShow();
  const list = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  useEffect(() => {
    list.current
      ?.querySelector('[aria-selected=true]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [view, views]);

  const moveByKey = (event: KeyboardEvent) => {
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!event.altKey || direction === 0) return;
    // Else the browser goes back, and the tabs walk.
    event.preventDefault();
    event.stopPropagation();
    const place = views.findIndex(({ id }) => tabId(id) === document.activeElement?.id);
    const [own, neighbour] = [views[place], views[place + direction]];
    if (own !== undefined && neighbour !== undefined) move(own.id, neighbour.id);
  };

  return (
    <Tabs
      className={classes.head ?? ''}
      value={view.id}
      onChange={(id) => show(id ?? view.id)}
      // With the focus alone, a walk along the tabs would load every view.
      activateTabWithKeyboard={false}
    >
      <Tabs.List
        ref={list}
        className={classes.tabs ?? ''}
        aria-label="Views"
        data-tour="views"
        onKeyDownCapture={moveByKey}
        onDragEnd={() => setDragged(null)}
      >
        {views.map(({ id, title }) => (
          <Tabs.Tab
            key={id}
            value={id}
            id={tabId(id)}
            aria-controls={paneId(id)}
            aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
            mod={{ beside: beside?.id === id, dragged: dragged === id }}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              setDragged(id);
            }}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              if (dragged !== id && isPast(event)) move(dragged, id);
            }}
            onDrop={(event) => {
              if (dragged !== null) event.preventDefault();
            }}
          >
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <ArrangeMenu />
    </Tabs>
  );

  /** True once the pointer is past the middle of the tab, so that tabs of two widths do not change places to and fro. */
  function isPast({ currentTarget, clientX }: React.DragEvent<HTMLElement>): boolean {
    const { left, width } = currentTarget.getBoundingClientRect();
    const own = list.current?.querySelector('[data-dragged]')?.getBoundingClientRect().left ?? 0;
    return own < left ? clientX > left + width / 2 : clientX < left + width / 2;
  }
}
