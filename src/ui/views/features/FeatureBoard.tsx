import { useMemo, useState, type ReactNode } from 'react';
import type { RunConfig } from '../../../config/runConfig';
import { significant } from '../../../reports/format';
import type { CellQuantity, FeatureMapsRequest, LookImage, LookSubject } from '../../../worker/protocol';
import { THE_RUN, useLook } from '../../store/useLook';
import { lastStage, mapText } from '../looks/MapPicker';
import { ViewExports } from '../ViewExports';
import type { ColourReference } from './alignScores';
import { valuesAt } from './cellTable';
import { FeatureControls, type FeatureSettings } from './FeatureControls';
import { featureFiles } from './featureFiles';
import { FeatureSide, shownMaps, type PanelCell, type PanelImage, type ShownMaps } from './FeatureSide';
import cards from '../../theme/card.module.css';
import looks from '../looks/looks.module.css';
import classes from './features.module.css';

/** The images whose maps are shown. */
export interface FeaturePanel {
  /** As they are asked about; the same array as long as nothing of it has changed. */
  readonly wanted: readonly LookImage[];
  /** Their numbers, for files. */
  readonly numbers: readonly number[];
  readonly images: readonly PanelImage[];
}

/** A network that is looked at. */
export interface FeatureSubject {
  readonly subject: LookSubject;
  /** What it is called, e.g. "Weights". */
  readonly label: string;
  /** Its name in files. */
  readonly name: string;
  /** Chooses another one. */
  readonly picker: (isWaiting: boolean) => ReactNode;
}

interface FeatureBoardProps {
  /** Of the network whose maps there are to choose from. */
  readonly config: RunConfig;
  readonly settings: FeatureSettings;
  readonly onSettings: (change: Partial<FeatureSettings>) => void;
  readonly panel: FeaturePanel;
  /** Images of the data set, of which one more can be asked for; absent where there is none. */
  readonly imageCount?: number;
  readonly left: FeatureSubject;
  readonly right?: FeatureSubject | null;
  /** Among the controls: offers the subject on the right. */
  readonly children?: ReactNode;
}

/** How the view is set at first. */
export function firstSettings(config: RunConfig): FeatureSettings {
  return {
    map: { of: 'stage', stage: lastStage(config) },
    of: 'components',
    channel: 0,
    scale: 1,
    opacity: 0.75,
    smooth: false,
    extra: undefined,
  };
}

/** What one or two networks' maps hold of a panel of images. */
export function FeatureBoard(props: FeatureBoardProps) {
  const { config, settings, onSettings, panel, imageCount, left, right = null, children } = props;
  const [chosen, setChosen] = useState<PanelCell>({ place: 0, cell: 0 });
  const [focus, setFocus] = useState<PanelCell>();
  const [colours, setColours] = useState<{ key: string; maps: ColourReference } | null>(null);

  const { map, of, channel, scale } = settings;
  const { wanted, numbers, images } = panel;
  const request = useMemo<FeatureMapsRequest>(
    () => ({ images: wanted, map, quantity: quantityOf(of, channel, chosen), scale }),
    [wanted, map, of, channel, chosen, scale],
  );
  const leftLook = useLook('featureMaps', request, left.subject);
  const rightLook = useLook('featureMaps', right === null ? null : request, right?.subject ?? THE_RUN);

  // The first picture of a panel chooses its colours; all others are aligned to it.
  const colourKey = JSON.stringify([map, images.map(({ name }) => name)]);
  const asked = leftLook.question?.request;
  const isNew = asked?.quantity.of === 'components' && asked.images === wanted && asked.map === map;
  if (isNew && leftLook.answer !== null && colours?.key !== colourKey)
    setColours({ key: colourKey, maps: leftLook.answer.report });
  const reference = colours?.key === colourKey ? colours.maps : null;

  const leftShown = useMemo(() => shownMaps(leftLook, request, reference), [leftLook, request, reference]);
  const rightShown = useMemo(() => shownMaps(rightLook, request, reference), [rightLook, request, reference]);

  const change = (next: Partial<FeatureSettings>) => {
    onSettings(next);
    // Cells of other maps and panels have other numbers.
    if ('map' in next || 'scale' in next || 'extra' in next) {
      setChosen({ place: 0, cell: 0 });
      setFocus(undefined);
    }
  };
  const saved = [
    { of: left, shown: leftShown },
    { of: right, shown: rightShown },
  ].flatMap(({ of: from, shown }) =>
    from === null || shown === null ? [] : [{ weights: from.name, shown }],
  );
  const side = {
    ...{ panel: images, settings, focus, onFocus: setFocus },
    onChoose: of === 'likeness' ? setChosen : undefined,
  };
  return (
    <section className={`${cards.card} ${looks.view}`} aria-label="Feature maps">
      <header className={looks.head}>
        <h2 className={cards.viewTitle}>What its maps hold</h2>
        <ViewExports
          of="feature maps"
          files={featureFiles({
            ...settings,
            ...{ sides: saved, images: numbers, panel: images, map: mapText(map, config) },
          })}
        />
      </header>
      <FeatureControls
        config={config}
        settings={settings}
        onChange={change}
        channels={leftLook.answer?.report.channels}
        imageCount={imageCount}
        onFit={() => setColours(null)}
      >
        {children}
      </FeatureControls>
      <div className={classes.sides}>
        <FeatureSide {...side} {...left} look={leftLook} shown={leftShown} />
        {right !== null && <FeatureSide {...side} {...right} look={rightLook} shown={rightShown} />}
      </div>
      <p className={classes.readout} aria-live="polite">
        {focus === undefined ? HINTS[of] : cellText(focus, images, [leftShown, rightShown])}
      </p>
    </section>
  );
}

const HINTS: Readonly<Record<CellQuantity['of'], string>> = {
  components:
    'Cells of one colour are alike to the network. Colours stay while it trains: axes are turned to where they were. Point at a cell for its numbers.',
  norm: 'Point at a cell for its norm.',
  channel: 'Point at a cell for its value.',
  likeness:
    'Click a cell, or press Enter on it: every cell is coloured by its cosine to it, ○ is the nearest one of each image.',
};

function quantityOf(of: CellQuantity['of'], channel: number, chosen: PanelCell): CellQuantity {
  switch (of) {
    case 'channel':
      return { of, channel };
    case 'likeness':
      return { of, ...chosen };
    default:
      return { of };
  }
}

function cellText(
  { place, cell }: PanelCell,
  panel: readonly PanelImage[],
  sides: readonly (ShownMaps | null)[],
): string {
  const there = sides.flatMap((shown) => {
    if (shown === null || cell >= shown.table.rows * shown.table.columns) return [];
    const values = valuesAt(shown.table, place, cell).map((value) => significant(value, 3));
    const { columns } = shown.table;
    const text = values.length === 3 ? `red ${values[0]}, green ${values[1]}, blue ${values[2]}` : values[0]!;
    return [`row ${Math.floor(cell / columns) + 1}, column ${(cell % columns) + 1}: ${text}`];
  });
  return `${panel[place]?.name ?? ''}, ${there.join('; beside ')}.`;
}
