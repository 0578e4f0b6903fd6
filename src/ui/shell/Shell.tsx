import { Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery, useSessionStorage } from '@mantine/hooks';
import { useCallback } from 'react';
import { Panels } from '../panels/Panels';
import { PHONE_QUERY } from '../theme/tokens';
import { DebugLine } from './DebugLine';
import { HelpDialog } from './HelpDialog';
import { PageDrop } from './PageDrop';
import { PhoneBottom, PhoneTop } from './PhoneBars';
import { QuestionDialog } from './QuestionDialog';
import { RevealContext } from './reveal';
import { RunBar } from './RunBar';
import { RunsDrawer } from './RunsDrawer';
import { ShareDialog } from './ShareDialog';
import { Stage } from './Stage';
import { useAddress } from './useAddress';
import { useLeaveGuard } from './useLeaveGuard';
import { useRevealField } from './useRevealField';
import { useShortcuts } from './useShortcuts';
import { useTitle } from './useTitle';
import { useViews, ViewContext } from './viewOnShow';
import classes from './shell.module.css';

/** The page: run bar, panels, views. On a phone the views come first and the panels live in a sheet. */
export function Shell() {
  const phone = useMediaQuery(PHONE_QUERY, undefined, { getInitialValueInEffect: false });
  const [panelsOpen, setPanelsOpen] = useSessionStorage({ key: 'panels-open', defaultValue: true });
  const [sheet, sheetActions] = useDisclosure(false);
  const [share, shareActions] = useDisclosure(false);
  const [help, helpActions] = useDisclosure(false);
  const [runs, runsActions] = useDisclosure(false);
  const views = useViews(runsActions.open);
  const openers = { share: shareActions.open, help: helpActions.open, runs: runsActions.open };
  useAddress();
  const openSheet = sheetActions.open;
  const showSettings = useCallback(() => {
    if (phone) openSheet();
    else setPanelsOpen(true);
  }, [phone, openSheet, setPanelsOpen]);
  const reveal = useRevealField(showSettings);
  useShortcuts(helpActions.open);
  useTitle();
  useLeaveGuard();
  return (
    <RevealContext value={reveal}>
      <ViewContext value={views}>
        <div className={classes.page}>
          <a className={classes.skip} href="#stage" onClick={focusStage}>
            Skip to the views
          </a>
          {phone ? (
            <PhoneTop {...openers} />
          ) : (
            <RunBar {...openers} panelsOpen={panelsOpen} togglePanels={() => setPanelsOpen(!panelsOpen)} />
          )}
          <div className={classes.body}>
            {!phone && panelsOpen && (
              <aside className={classes.panels} id="panels" aria-label="Settings">
                <Panels />
              </aside>
            )}
            <Stage />
          </div>
          {phone && <PhoneBottom openPanels={sheetActions.open} />}
          <Drawer
            opened={phone && sheet}
            onClose={sheetActions.close}
            position="bottom"
            size="82%"
            title="Settings"
            radius="md"
          >
            <Panels />
          </Drawer>
          <RunsDrawer opened={runs} onClose={runsActions.close} />
          <ShareDialog opened={share} onClose={shareActions.close} />
          <HelpDialog opened={help} onClose={helpActions.close} />
          <QuestionDialog />
          <PageDrop />
          <DebugLine />
        </div>
      </ViewContext>
    </RevealContext>
  );
}

/** The address keeps its hash: it holds the configuration. */
function focusStage(event: React.MouseEvent): void {
  event.preventDefault();
  const stage = document.getElementById('stage');
  stage?.setAttribute('tabindex', '-1');
  stage?.focus();
}
