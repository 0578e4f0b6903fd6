import { lazy, Suspense, useCallback, useEffect, useState, type ReactNode } from 'react';
import type { Command } from './commands/command';
import type { Overlays as OverlaysState } from './useOverlays';

const ShareDialog = lazy(() => import('./ShareDialog').then(({ ShareDialog: it }) => ({ default: it })));
const ExportDialog = lazy(() =>
  import('./exportDialog/ExportDialog').then(({ ExportDialog: it }) => ({ default: it })),
);
const HelpDialog = lazy(() => import('./HelpDialog').then(({ HelpDialog: it }) => ({ default: it })));
const RunsDrawer = lazy(() => import('./RunsDrawer').then(({ RunsDrawer: it }) => ({ default: it })));
const Palette = lazy(() => import('./commands/Palette').then(({ Palette: it }) => ({ default: it })));
const PageTour = lazy(() => import('./PageTour').then(({ PageTour: it }) => ({ default: it })));

interface OverlaysProps {
  readonly overlays: OverlaysState;
  readonly commands: () => readonly Command[];
}

/** What lies over the page when it is asked for. */
export function Overlays({ overlays: { open, openers, close }, commands }: OverlaysProps) {
  return (
    <>
      <OnceWanted isWanted={open === 'runs'}>
        {(opened) => <RunsDrawer opened={opened} onClose={close} />}
      </OnceWanted>
      <OnceWanted isWanted={open === 'share'}>
        {(opened) => <ShareDialog opened={opened} onClose={close} />}
      </OnceWanted>
      <OnceWanted isWanted={open === 'exports'}>
        {(opened) => <ExportDialog opened={opened} onClose={close} />}
      </OnceWanted>
      <OnceWanted isWanted={open === 'help'}>
        {(opened) => <HelpDialog opened={opened} onClose={close} commands={commands} onTour={openers.tour} />}
      </OnceWanted>
      <OnceWanted isWanted={open === 'palette'}>
        {(opened) => <Palette opened={opened} onClose={close} commands={commands} />}
      </OnceWanted>
      <OnceWanted isWanted={open === 'tour'}>
        {(opened) => <PageTour opened={opened} onClose={close} />}
      </OnceWanted>
    </>
  );
}

interface OnceWantedProps {
  readonly isWanted: boolean;
  readonly children: (opened: boolean) => ReactNode;
}

/** Loads what it holds when it is first wanted; it then stays, so that it can close as smoothly as it opened. */
function OnceWanted({ isWanted, children }: OnceWantedProps) {
  const [wasWanted, setWasWanted] = useState(false);
  const [isThere, setIsThere] = useState(false);
  const arrive = useCallback(() => setIsThere(true), []);
  if (isWanted && !wasWanted) setWasWanted(true);
  return (
    wasWanted && (
      <Suspense fallback={null}>
        {/* It has to be there closed first: a dialog notes at its opening where the focus goes back to. */}
        {children(isWanted && isThere)}
        <Arrival onArrive={arrive} />
      </Suspense>
    )
  );
}

/** Tells once everything beside it has been loaded. */
function Arrival({ onArrive }: { readonly onArrive: () => void }) {
  useEffect(onArrive, [onArrive]);
  return null;
}
