import { Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery, useSessionStorage } from '@mantine/hooks';
import { useCallback, useMemo } from 'react';
import { Panels } from '../panels/Panels';
import { WantedFieldContext } from '../panels/wantedField';
import { hasPanels } from '../store/lesson';
import { useLesson } from '../store/lessonContext';
import { PHONE_QUERY } from '../theme/tokens';
import { useCommandKeys } from './commands/useCommandKeys';
import { useCommands } from './commands/useCommands';
import { DebugLine } from './DebugLine';
import { EmbeddedPage } from './EmbeddedPage';
import { Overlays } from './Overlays';
import { PageDrop } from './PageDrop';
import { PhoneBottom, PhoneTop } from './PhoneBars';
import { QuestionDialog } from './QuestionDialog';
import { RevealContext } from './reveal';
import { RunBar } from './RunBar';
import { Stage } from './Stage';
import { UndoNote } from './UndoNote';
import { useAddress } from './useAddress';
import { useLeaveGuard } from './useLeaveGuard';
import { useLookModeView } from './useLookModeView';
import { useOverlays, type Overlays as OverlaysState } from './useOverlays';
import { useRevealField } from './useRevealField';
import { useTitle } from './useTitle';
import { useViews } from './useViews';
import { ViewContext } from './viewOnShow';
import classes from './shell.module.css';

/** The page, and what its parts share: the views on show, and the way to a field. */
export function Shell() {
  const { embed } = useLesson();
  const panels = usePanelsPlace();
  const overlays = useOverlays();
  const views = useViews(overlays.openers.runs);
  useLookModeView(views);
  const { reveal, wanted } = useRevealField(panels.show);
  return (
    <RevealContext value={reveal}>
      <WantedFieldContext value={wanted}>
        <ViewContext value={views}>
          {embed === null ? <Page panels={panels} overlays={overlays} /> : <EmbeddedPage />}
        </ViewContext>
      </WantedFieldContext>
    </RevealContext>
  );
}

interface PageProps {
  readonly panels: PanelsPlace;
  readonly overlays: OverlaysState;
}

/** Run bar, panels, views. On a phone the views come first and the panels live in a sheet. */
function Page({ panels, overlays }: PageProps) {
  const { isPhone, isThere, isOpen, show, hide, toggle } = panels;
  const { openers } = overlays;
  const commands = useCommands(openers, toggle);
  useCommandKeys(commands);
  useAddress();
  useTitle();
  useLeaveGuard();
  return (
    <div className={classes.page}>
      <a className={classes.skip} href="#stage" onClick={focusStage}>
        Skip to the views
      </a>
      {isPhone ? (
        <PhoneTop {...openers} />
      ) : (
        <RunBar {...openers} panelsOpen={isOpen} togglePanels={isThere ? toggle : null} />
      )}
      <div className={classes.body}>
        {!isPhone && isOpen && (
          <aside className={classes.panels} id="panels" aria-label="Settings">
            <Panels />
          </aside>
        )}
        <Stage />
      </div>
      {isPhone && <PhoneBottom openPanels={isThere ? show : null} />}
      <Drawer
        opened={isPhone && isOpen}
        onClose={hide}
        position="bottom"
        size="82%"
        title="Settings"
        radius="md"
      >
        <Panels />
      </Drawer>
      <Overlays overlays={overlays} commands={commands} />
      <UndoNote />
      <QuestionDialog />
      <PageDrop />
      <DebugLine />
    </div>
  );
}

/** Where the panels are: a column that is remembered, or the sheet of a phone. */
interface PanelsPlace {
  readonly isPhone: boolean;
  /** False where the link hides all of them. */
  readonly isThere: boolean;
  readonly isOpen: boolean;
  readonly show: () => void;
  readonly hide: () => void;
  readonly toggle: () => void;
}

function usePanelsPlace(): PanelsPlace {
  const isPhone = useMediaQuery(PHONE_QUERY, undefined, { getInitialValueInEffect: false });
  const [column, setColumn] = useSessionStorage({ key: 'panels-open', defaultValue: true });
  const [sheet, sheetActions] = useDisclosure(false);
  const isThere = hasPanels(useLesson());
  const isOpen = isThere && (isPhone ? sheet : column);
  const { open, close } = sheetActions;
  const set = useCallback(
    (wanted: boolean) => {
      if (!isPhone) setColumn(wanted);
      else if (wanted) open();
      else close();
    },
    [isPhone, setColumn, open, close],
  );
  return useMemo(
    () => ({
      isPhone,
      isThere,
      isOpen,
      show: () => set(true),
      hide: () => set(false),
      toggle: () => set(!isOpen),
    }),
    [isPhone, isThere, isOpen, set],
  );
}

/** The address keeps its hash: it holds the configuration. */
function focusStage(event: React.MouseEvent): void {
  event.preventDefault();
  const stage = document.getElementById('stage');
  stage?.setAttribute('tabindex', '-1');
  stage?.focus();
}
