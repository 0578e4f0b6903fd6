import { Accordion } from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import type { ComponentType } from 'react';
import { SECTION_TITLES } from '../../config/fieldNames';
import { useConfig, useSession } from '../store/context';
import { useProblems } from '../store/problems';
import { changedPaths } from '../store/configStore';
import { useShallow } from 'zustand/react/shallow';
import { AugmentationPanel } from './AugmentationPanel';
import { DataPanel } from './DataPanel';
import { ForecastLine } from './ForecastLine';
import { LockLine } from './LockLine';
import { LossPanel } from './LossPanel';
import { ModelPanel } from './ModelPanel';
import { OPEN_PANELS } from './openPanels';
import { OptimPanel } from './OptimPanel';
import { PanelsFoot } from './PanelsFoot';
import { PresetPanel } from './PresetPanel';
import { RunPanel } from './RunPanel';
import { isPanelShown, PRESETS_PANEL } from '../store/lesson';
import { useLesson } from '../store/lessonContext';
import { ForecastContext, useForecast } from '../store/useForecast';
import classes from './panels.module.css';

/** By the root of the panel's fields, which also names it in the page's memory. */
const CONTENTS: Readonly<Record<keyof typeof SECTION_TITLES, ComponentType>> = {
  loss: LossPanel,
  data: DataPanel,
  views: AugmentationPanel,
  model: ModelPanel,
  optim: OptimPanel,
  run: RunPanel,
};

/** In the order of their titles. */
const PANELS = (Object.keys(SECTION_TITLES) as (keyof typeof SECTION_TITLES)[]).map((root) => ({
  root,
  title: SECTION_TITLES[root],
  Content: CONTENTS[root],
}));

/** All settings. */
export function Panels() {
  const { settle } = useSession().configHistory;
  const lesson = useLesson();
  const [open, setOpen] = useSessionStorage(OPEN_PANELS);
  const changed = useConfig(useShallow(changedPaths));
  const rejected = useConfig((state) => state.rejected);
  const problems = useProblems((all) => all);
  const wrong = [...Object.keys(rejected), ...problems.map(({ path }) => path)];
  return (
    <ForecastContext value={useForecast()}>
      {/* What is taken in hand next is a step of its own. */}
      <div className={classes.panels} onPointerDownCapture={settle} onBlurCapture={settle}>
        {isPanelShown(lesson, PRESETS_PANEL) && <PresetPanel />}
        <LockLine />
        <Accordion
          multiple
          order={2}
          value={open}
          onChange={setOpen}
          classNames={{
            item: classes.item,
            control: classes.control,
            label: classes.title,
            content: classes.content,
          }}
          transitionDuration={160}
        >
          {PANELS.filter(({ root }) => isPanelShown(lesson, root)).map(({ root, title, Content }) => (
            <Accordion.Item key={root} value={root}>
              <Accordion.Control>
                {title}
                <PanelState changed={countUnder(root, changed)} wrong={countUnder(root, wrong)} />
              </Accordion.Control>
              <Accordion.Panel>{open.includes(root) && <Content />}</Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
        <div className={classes.feet}>
          <PanelsFoot />
          <ForecastLine />
        </div>
      </div>
    </ForecastContext>
  );
}

function PanelState({ changed, wrong }: { changed: number; wrong: number }) {
  if (wrong > 0) return <span className={classes.panelWrong}>needs attention</span>;
  if (changed > 0) return <span className={classes.panelChanged}>{changed} changed</span>;
  return null;
}

function countUnder(root: string, paths: readonly string[]): number {
  return paths.filter((path) => path.startsWith(`${root}.`)).length;
}
