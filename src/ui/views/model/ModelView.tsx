import { SegmentedControl } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { viewGroups } from '../../../augment/viewList';
import { bytes, counted, prefixed } from '../../../reports/format';
import { costOf, networkLayers } from '../../../vicregl/networkLayers';
import type { FileToSave } from '../../controls/useSaveFile';
import { useConfig, useRun } from '../../store/context';
import { problemText, useProblems } from '../../store/problems';
import { svgText } from '../svgText';
import { ViewExports } from '../ViewExports';
import { LayerTable } from './LayerTable';
import { MemoryCard } from './MemoryCard';
import { BYTES_OF_FLOAT, isSameModel, layersCsv, stepWork } from './modelNumbers';
import { NetworkDiagram } from './NetworkDiagram';
import { ReceptiveField } from './ReceptiveField';
import { StepTimes } from './StepTimes';
import { timesCsv } from './timesCsv';
import { useStepTiming } from './useStepTiming';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';
import classes from './model.module.css';

/** What is trained, layer by layer, as the panels say; what a step of it costs in time and memory. */
export function ModelView() {
  const config = useConfig((state) => state.config);
  const active = useRun((state) => state.active);
  const problem = useProblems((problems) =>
    problems.find(({ path }) => /^(model|views\.crops)\b/.test(path)),
  );
  const timing = useStepTiming();
  return (
    <section className={views.view} aria-label="Model">
      {problem === undefined ? (
        <Networks timing={timing} isOther={active !== null && !isSameModel(active, config)} />
      ) : (
        <div className={cards.card}>
          <h2 className={cards.viewTitle}>What is trained</h2>
          <p className={views.note} role="status">
            These settings make no network. {problemText(problem, config)}
          </p>
        </div>
      )}
      <div className={classes.pair}>
        <StepTimes {...timing} />
        <MemoryCard />
      </div>
    </section>
  );
}

interface NetworksProps {
  readonly timing: ReturnType<typeof useStepTiming>;
  /** The run on show has another model. */
  readonly isOther: boolean;
}

function Networks({ timing, isOther }: NetworksProps) {
  const config = useConfig((state) => state.config);
  const trained = useRun((state) => state.parameterCount);
  const sizes = useMemo(() => viewGroups(config.views), [config.views]);
  const [chosen, setChosen] = useState(0);
  const [open, setOpen] = useState<string | null>(null);
  const svg = useRef<SVGSVGElement>(null);
  const { size } = sizes[Math.min(chosen, sizes.length - 1)]!;
  const groups = useMemo(() => networkLayers(config, size), [config, size]);
  const work = useMemo(() => stepWork(config), [config]);
  const toggle = (id: string) => setOpen(open === id ? null : id);
  const { parameters } = costOf(groups.flatMap(({ layers }) => layers));
  const { profile } = timing;
  const files: FileToSave[] = [
    { title: 'Layers (CSV)', ending: '.layers.csv', type: 'text/csv', content: () => layersCsv(groups) },
    {
      title: 'Layers (JSON)',
      ending: '.layers.json',
      type: 'application/json',
      content: () => JSON.stringify({ view: size, step: work, groups }, null, 2),
    },
    {
      title: 'Diagram (SVG)',
      ending: '.model.svg',
      type: 'image/svg+xml',
      content: () => (svg.current === null ? null : svgText(svg.current)),
    },
    ...(profile !== null && 'programs' in profile
      ? [
          {
            title: 'Times of a step (CSV)',
            ending: '.times.csv',
            type: 'text/csv',
            content: () => timesCsv(profile),
          },
        ]
      : []),
  ];
  return (
    <>
      <div className={`${cards.card} ${views.card}`}>
        <header className={views.head}>
          <h2 className={cards.viewTitle}>What is trained</h2>
          <div className={classes.tools}>
            {sizes.length > 1 && (
              <SegmentedControl
                size="xs"
                aria-label="Size of the view"
                data={sizes.map((group, place) => ({ value: String(place), label: `${group.size} px` }))}
                value={String(Math.min(chosen, sizes.length - 1))}
                onChange={(place) => setChosen(Number(place))}
              />
            )}
            <ViewExports of="model" files={files} />
          </div>
        </header>
        <p className={classes.lead}>
          {counted(parameters, 'parameter')}. A step sends {counted(work.images, 'image')} in{' '}
          {counted(work.views, 'view')} each through them: {prefixed(work.operations)} multiply-adds forward,
          about three times as many with the gradients. The layers put out{' '}
          {bytes(BYTES_OF_FLOAT * work.outputs)} of activations.
        </p>
        {isOther && (
          <p className={classes.other} role="status">
            The run on show trains another model, of {counted(trained, 'parameter')}. This one is trained
            after Reset.
          </p>
        )}
        <NetworkDiagram groups={groups} size={size} open={open} onOpen={toggle} ref={svg} />
        <p className={views.note}>
          Blocks are as high as their maps have cells and as wide as they have channels, both on a logarithmic
          scale. Press one to open its layers.
        </p>
      </div>
      <div className={classes.pair}>
        <div className={`${cards.card} ${classes.wide}`}>
          <LayerTable groups={groups} size={size} open={open} onOpen={toggle} />
        </div>
        <section className={`${cards.card} ${views.card}`} aria-label="Receptive field">
          <h3 className={cards.cardTitle}>What a cell sees</h3>
          <ReceptiveField groups={groups} size={size} />
        </section>
      </div>
    </>
  );
}
