import { useMemo, useState } from 'react';
import type { RunConfig } from '../../../config/runConfig';
import { centreCrop } from '../../../evaluation/features';
import { plain } from '../../../quoted';
import { significant } from '../../../reports/format';
import type { CellQuantity, FeatureMapsRequest, LookSubject, SetOverview } from '../../../worker/protocol';
import { useRun } from '../../store/context';
import { THE_RUN, useLook } from '../../store/useLook';
import { lastStage, mapText } from '../looks/MapPicker';
import { NothingYet } from '../looks/NothingYet';
import { cutOut } from '../looks/squares';
import { subjectText } from '../looks/subjects';
import { useImages } from '../looks/useImages';
import { useOverview } from '../looks/useOverview';
import { useSubjects } from '../looks/useSubjects';
import { ViewExports } from '../ViewExports';
import type { ColourReference } from './alignScores';
import { valuesAt } from './cellTable';
import { FeatureControls, type FeatureSettings } from './FeatureControls';
import { featureFiles } from './featureFiles';
import { FeatureSide, shownMaps, type PanelCell, type PanelImage, type ShownMaps } from './FeatureSide';
import { panelImages } from './panel';
import cards from '../../theme/card.module.css';
import looks from '../looks/looks.module.css';
import classes from './features.module.css';

/** What the network's maps hold of a panel of images that stays the same. */
export function FeaturesView() {
  const config = useRun((state) => state.active);
  const { overview, dataSet, failure } = useOverview();
  if (config === null || overview === null)
    return <NothingYet what="maps of some images" failure={failure} />;
  // Another data set has other images, another backbone other maps.
  const key = `${dataSet} ${JSON.stringify(config.model.backbone)}`;
  return <Features key={key} config={config} overview={overview} />;
}

interface FeaturesProps {
  readonly config: RunConfig;
  readonly overview: SetOverview;
}

function Features({ config, overview }: FeaturesProps) {
  const [settings, setSettings] = useState<FeatureSettings>(() => ({
    map: { of: 'stage', stage: lastStage(config) },
    of: 'components',
    channel: 0,
    scale: 1,
    opacity: 0.75,
    smooth: false,
    extra: undefined,
  }));
  const [left, setLeft] = useState<LookSubject>(THE_RUN);
  const [right, setRight] = useState<LookSubject | null>(null);
  const [chosen, setChosen] = useState<PanelCell>({ place: 0, cell: 0 });
  const [focus, setFocus] = useState<PanelCell>();
  const [colours, setColours] = useState<{ key: string; maps: ColourReference } | null>(null);
  const subjects = useSubjects();

  const { map, of, channel, scale, extra } = settings;
  const images = useMemo(() => panelImages(overview, extra), [overview, extra]);
  const wanted = useMemo(() => images.map((image) => ({ image })), [images]);
  const request = useMemo<FeatureMapsRequest>(
    () => ({ images: wanted, map, quantity: quantityOf(of, channel, chosen), scale }),
    [wanted, map, of, channel, chosen, scale],
  );
  const leftLook = useLook('featureMaps', request, left);
  const rightLook = useLook('featureMaps', right === null ? null : request, right ?? THE_RUN);

  // The first picture of a panel chooses its colours; all others are aligned to it.
  const colourKey = JSON.stringify([map, images]);
  const asked = leftLook.question?.request;
  const isNew = asked?.quantity.of === 'components' && asked.images === wanted && asked.map === map;
  if (isNew && leftLook.answer !== null && colours?.key !== colourKey)
    setColours({ key: colourKey, maps: leftLook.answer.report });
  const reference = colours?.key === colourKey ? colours.maps : null;

  const leftShown = useMemo(() => shownMaps(leftLook, request, reference), [leftLook, request, reference]);
  const rightShown = useMemo(() => shownMaps(rightLook, request, reference), [rightLook, request, reference]);

  const { height, width } = overview;
  const cache = useImages(images, height * width * 3);
  const version = cache.getVersion();
  const panel = useMemo<readonly PanelImage[]>(
    () =>
      images.map((image) => {
        const found = cache.get(image);
        return { name: nameOf(image, overview), square: found && cutOut(found, centreCrop(found, 1)) };
      }),
    // The version says when images have come.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [images, cache, version, overview],
  );

  const change = (next: Partial<FeatureSettings>) => {
    setSettings((now) => ({ ...now, ...next }));
    // Cells of other maps and panels have other numbers.
    if ('map' in next || 'scale' in next || 'extra' in next) {
      setChosen({ place: 0, cell: 0 });
      setFocus(undefined);
    }
  };
  const saved = [
    { subject: left, shown: leftShown },
    { subject: right, shown: rightShown },
  ].flatMap(({ subject, shown }) =>
    subject === null || shown === null ? [] : [{ weights: subjectText(subject, subjects.others), shown }],
  );
  const side = {
    ...{ subjects, panel, settings, focus, onFocus: setFocus },
    onChoose: of === 'likeness' ? setChosen : undefined,
  };
  return (
    <section className={`${cards.card} ${looks.view}`} aria-label="Feature maps">
      <header className={looks.head}>
        <h2 className={cards.viewTitle}>What its maps hold</h2>
        <ViewExports
          of="feature maps"
          files={featureFiles({ ...settings, sides: saved, images, panel, map: mapText(map, config) })}
        />
      </header>
      <FeatureControls
        config={config}
        settings={settings}
        onChange={change}
        channels={leftLook.answer?.report.channels}
        imageCount={overview.count}
        onFit={() => setColours(null)}
        beside={right !== null}
        onBeside={(beside) => setRight(beside ? THE_RUN : null)}
      />
      <div className={classes.sides}>
        <FeatureSide
          {...side}
          label="Weights"
          subject={left}
          onSubject={setLeft}
          look={leftLook}
          shown={leftShown}
        />
        {right !== null && (
          <FeatureSide
            {...side}
            label="Other weights"
            subject={right}
            onSubject={setRight}
            look={rightLook}
            shown={rightShown}
          />
        )}
      </div>
      <p className={classes.readout} aria-live="polite">
        {focus === undefined ? HINTS[of] : cellText(focus, panel, [leftShown, rightShown])}
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

function nameOf(image: number, { labels, classNames }: SetOverview): string {
  const name = classNames?.[labels?.[image] ?? -1];
  return name === undefined ? `Image ${image}` : `Image ${image}, ${plain(name)}`;
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
