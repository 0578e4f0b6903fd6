import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { Command } from './commands/command';
import type { Overlays as OverlaysState } from './useOverlays';

const ShareDialog = lazy(() => import('./ShareDialog').then(({ ShareDialog: it }) => ({ default: it })));
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
        <RunsDrawer opened={open === 'runs'} onClose={close} />
      </OnceWanted>
      <OnceWanted isWanted={open === 'share'}>
        <ShareDialog opened={open === 'share'} onClose={close} />
      </OnceWanted>
      <OnceWanted isWanted={open === 'help'}>
        <HelpDialog opened={open === 'help'} onClose={close} commands={commands} onTour={openers.tour} />
      </OnceWanted>
      <OnceWanted isWanted={open === 'palette'}>
        <Palette opened={open === 'palette'} onClose={close} commands={commands} />
      </OnceWanted>
      <OnceWanted isWanted={open === 'tour'}>
        <PageTour opened={open === 'tour'} onClose={close} />
      </OnceWanted>
    </>
  );
}

/** Loads what it holds when it is first wanted; it then stays, so that it can close as smoothly as it opened. */
function OnceWanted({ isWanted, children }: { readonly isWanted: boolean; readonly children: ReactNode }) {
  const [wasWanted, setWasWanted] = useState(false);
  if (isWanted && !wasWanted) setWasWanted(true);
  return wasWanted && <Suspense fallback={null}>{children}</Suspense>;
}
