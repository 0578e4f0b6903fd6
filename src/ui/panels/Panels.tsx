import { Accordion } from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import type { ComponentType } from 'react';
import { useConfig } from '../store/context';
import { useProblems } from '../store/problems';
import { changedPaths } from '../store/configStore';
import { useShallow } from 'zustand/react/shallow';
import { AugmentationPanel } from './AugmentationPanel';
import { DataPanel } from './DataPanel';
import { ForecastLine } from './ForecastLine';
import { LossPanel } from './LossPanel';
import { ModelPanel } from './ModelPanel';
import { OPEN_PANELS } from './openPanels';
import { OptimPanel } from './OptimPanel';
import { PanelsFoot } from './PanelsFoot';
import { PresetPanel } from './PresetPanel';
import { RunPanel } from './RunPanel';
import { ForecastContext, useForecast } from '../store/useForecast';
import classes from './panels.module.css';

interface Panel {
  /** Root of the panel's fields, which also names it in the page's memory. */
  readonly root: string;
  readonly title: string;
  readonly Content: ComponentType;
}

/** The loss first, because its knobs act while training; then the way of an image through a run. */
const PANELS: readonly Panel[] = [
  { root: 'loss', title: 'Loss and matching', Content: LossPanel },
  { root: 'data', title: 'Data', Content: DataPanel },
  { root: 'views', title: 'Augmentation', Content: AugmentationPanel },
  { root: 'model', title: 'Model', Content: ModelPanel },
  { root: 'optim', title: 'Optimiser', Content: OptimPanel },
  { root: 'run', title: 'Run', Content: RunPanel },
];

/** All settings. */
export function Panels() {
  const [open, setOpen] = useSessionStorage(OPEN_PANELS);
  const changed = useConfig(useShallow(changedPaths));
  const rejected = useConfig((state) => state.rejected);
  const problems = useProblems((all) => all);
  const wrong = [...Object.keys(rejected), ...problems.map(({ path }) => path)];
  return (
    <ForecastContext value={useForecast()}>
      <div className={classes.panels}>
        <PresetPanel />
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
          {PANELS.map(({ root, title, Content }) => (
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
