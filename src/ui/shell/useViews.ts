import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import { shownViews } from '../store/lesson';
import { useLesson } from '../store/lessonContext';
import { PHONE_QUERY } from '../theme/tokens';
import type { PlotHandle } from '../views/plotHandle';
import { inOrder, readArrangement, USUAL, withMoved } from './layout/arrangement';
import { readShown, withShown, type Shown } from './layout/viewAddress';
import { changeAddress, isOwnEntry } from './layout/visit';
import type { ViewOnShow } from './viewOnShow';
import { VIEWS } from './views';

/** From this width on there is room for two views. */
const WIDE_QUERY = `(min-width: 1200px)`;

/** The views of a page: those that the address names, else the first, and beside it what was there last. */
export function useViews(openRuns: () => void): ViewOnShow {
  const [arrangement, arrange] = useLocalStorage({
    key: 'views',
    defaultValue: USUAL,
    deserialize: readArrangement,
    getInitialValueInEffect: false,
  });
  const { order, beside: lastBeside, share } = arrangement;
  const lesson = useLesson();
  const views = useMemo(() => inOrder(shownViews(VIEWS, lesson), order), [lesson, order]);
  const isWide = useMediaQuery(WIDE_QUERY, undefined, { getInitialValueInEffect: false });
  const isPhone = useMediaQuery(PHONE_QUERY, undefined, { getInitialValueInEffect: false });
  const hasRoomBeside = isWide && !isPhone;
  const [{ view: id, beside: besideId }, setShown] = useState<Shown>(
    () => shownByAddress() ?? { view: views[0]!.id, beside: lastBeside },
  );
  const [plots] = useState(() => new Map<string, PlotHandle>());
  useEffect(() => {
    const follow = () => {
      if (isOwnEntry()) setShown((shown) => shownByAddress() ?? shown);
    };
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);
  return useMemo(() => {
    const find = (wanted: string | null) => views.find((view) => view.id === wanted);
    const view = find(id) ?? views[0]!;
    const beside = find(besideId);
    const go = (next: Shown) => {
      // What was on show is a place to go back to, by its own address.
      if (readShown(window.location.search, IDS) === undefined)
        changeAddress(addressOf({ view: id, beside: besideId }));
      changeAddress(addressOf(next), { adds: true });
      setShown(next);
      arrange((before) => ({ ...before, beside: next.beside }));
    };
    return {
      views,
      view,
      beside: hasRoomBeside && beside !== undefined && beside !== view ? beside : null,
      hasRoomBeside,
      share,
      show: (next) => {
        if (find(next) === undefined || next === id) return;
        // The two change places where the view is there already.
        go({ view: next, beside: next === besideId ? id : besideId });
      },
      showBeside: (next) => {
        if (next === besideId || (next !== null && find(next) === undefined)) return;
        go(next === id && besideId !== null ? { view: besideId, beside: id } : { view: id, beside: next });
      },
      setShare: (next) => arrange((before) => ({ ...before, share: next })),
      move: (moved, target) =>
        arrange((before) => ({
          ...before,
          order: withMoved(
            views.map((one) => one.id),
            moved,
            target,
          ),
        })),
      usualOrder: () => arrange((before) => ({ ...before, order: USUAL.order })),
      plots,
      openRuns,
    };
  }, [id, besideId, views, hasRoomBeside, share, arrange, plots, openRuns]);
}

const IDS = VIEWS.map(({ id }) => id);

function shownByAddress(): Shown | undefined {
  return readShown(window.location.search, IDS);
}

/** The address of the page with these views on show; its hash stays, which holds the configuration. */
function addressOf(shown: Shown): string {
  return `${withShown(window.location.search, shown)}${window.location.hash}`;
}
