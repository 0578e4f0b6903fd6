import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { notUsedText } from '../../../data/describe';
import type { FailureInfo } from '../../../failure';
import { plain } from '../../../quoted';
import { counted, percent } from '../../../reports/format';
import { PARTS } from '../../../reports/inspection';
import type {
  DataSummary,
  DuplicateReport,
  ImageBatch,
  InspectionProgress,
  SetOverview,
} from '../../../worker/protocol';
import { ChannelsCard } from './ChannelsCard';
import { classCounts } from './classCounts';
import { ClassHistogram } from './ClassHistogram';
import { DuplicatesCard } from './DuplicatesCard';
import { GridControls, TILES, type TileSize } from './GridControls';
import { ImageCache } from './imageCache';
import { ImageDialog } from './ImageDialog';
import { ImageGrid } from './ImageGrid';
import { MaskShares } from './MaskShares';
import { NotUsedList } from './NotUsedList';
import { ALL_IMAGES, selectImages, type ImageFilter } from './selection';
import { SplitCard } from './SplitCard';
import { number, PART_WORDS } from './words';
import cards from '../../theme/card.module.css';
import classes from './data.module.css';

interface DataViewProps {
  readonly data: DataSummary;
  readonly overview: SetOverview | null;
  readonly duplicates: DuplicateReport | null;
  readonly progress: InspectionProgress | null;
  readonly failure: FailureInfo | null;
  readonly readImages: (indices: readonly number[]) => Promise<ImageBatch | null>;
  readonly onInspect: () => void;
  readonly onFindDuplicates: () => void;
  /** Shows an image in the Training view. */
  readonly onShow: (image: number) => void;
  readonly onNormalize: () => void;
  readonly isNormalized: boolean;
}

/** All images of the set, what they are for, and what they are like. Another set takes another `key`. */
export function DataView(props: DataViewProps) {
  const { data, overview, duplicates, progress, failure } = props;
  const [filter, setFilter] = useState<ImageFilter>(ALL_IMAGES);
  const [masks, setMasks] = useState(false);
  const [size, setSize] = useState<TileSize>('M');
  const [opened, setOpened] = useState<number | null>(null);
  const [cache] = useState(
    () =>
      new ImageCache(props.readImages, { imageBytes: data.height * data.width * (data.hasMasks ? 4 : 3) }),
  );
  const change = (next: Partial<ImageFilter>) => setFilter((now) => ({ ...now, ...next }));
  const images = useMemo(
    () => selectImages(overview?.count ?? data.count, overview, duplicates, filter),
    [data.count, overview, duplicates, filter],
  );
  const counts = useMemo(() => (overview === null ? [] : classCounts(overview)), [overview]);
  const maskNames = overview?.masks?.names;
  const image = opened === null ? undefined : images[opened];
  return (
    <section className={classes.view} aria-label="Data">
      <div className={classes.main}>
        <div className={`${cards.card} ${classes.images}`}>
          <header>
            <h2 className={cards.viewTitle}>{plain(data.name)}</h2>
            <p className={classes.intro} role="status">
              {shownText(images.length, overview?.count ?? data.count)} of {data.width} × {data.height}
            </p>
          </header>
          <GridControls
            filter={filter}
            onFilter={change}
            hasParts={overview !== null}
            classNames={overview === null ? data.classNames : overview.classNames}
            hasDuplicates={duplicates !== null && duplicates.groups.length > 0}
            masks={masks}
            onMasks={maskNames === undefined ? undefined : setMasks}
            size={size}
            onSize={setSize}
          />
          {images.length === 0 ? (
            <p className={classes.none}>No image passes all filters. Choose another part or class.</p>
          ) : (
            <ImageGrid
              images={images}
              cache={cache}
              tile={TILES[size]}
              maskClasses={masks && maskNames !== undefined ? maskNames.length : null}
              labelOf={(index) => labelOf(index, overview)}
              onOpen={setOpened}
            />
          )}
        </div>
      </div>
      <div className={classes.side}>
        {progress !== null && <Progress {...progress} />}
        {failure !== null && (
          <div className={cards.card} role="alert">
            <p className={classes.failure}>
              {failure.message} {failure.remedy}
            </p>
            <Button size="compact-sm" variant="default" onClick={props.onInspect}>
              Try again
            </Button>
          </div>
        )}
        {overview !== null && (
          <>
            <SplitCard split={overview.split} />
            {counts.length > 0 ? (
              <ClassHistogram counts={counts} chosen={filter.label} onChoose={(label) => change({ label })} />
            ) : (
              <Missing
                title="Classes"
                text="The images have no labels. Folders of images give some by their names."
              />
            )}
            {overview.masks === undefined ? (
              <Missing
                title="Masks"
                text="The images have no masks. PNG files in masks/ beside images/ are read as such."
              />
            ) : (
              <MaskShares masks={overview.masks} />
            )}
            <DuplicatesCard
              duplicates={duplicates}
              parts={overview.parts}
              chosen={filter.duplicates}
              onChoose={(group) => setFilter({ ...ALL_IMAGES, duplicates: group })}
              onFind={props.onFindDuplicates}
              isBusy={progress !== null}
            />
            <ChannelsCard
              channels={overview.channels}
              onNormalize={props.onNormalize}
              isNormalized={props.isNormalized}
            />
          </>
        )}
        {data.notUsed.length > 0 && (
          <section className={cards.card} aria-label="Not used">
            <h3 className={cards.cardTitle}>Not used</h3>
            <p className={classes.note}>{notUsedText(data.notUsed)}</p>
            <NotUsedList {...data} />
          </section>
        )}
      </div>
      {image !== undefined && (
        <ImageDialog
          image={image}
          cache={cache}
          facts={factsOf(image, overview, duplicates)}
          maskNames={maskNames}
          onTurn={(by) => setOpened((opened! + by + images.length) % images.length)}
          onShow={image < data.count ? () => props.onShow(image) : undefined}
          onClose={() => setOpened(null)}
        />
      )}
    </section>
  );
}

function Missing({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <section className={cards.card} aria-label={title}>
      <h3 className={cards.cardTitle}>{title}</h3>
      <p className={classes.note}>{text}</p>
    </section>
  );
}

const DOING: Readonly<Record<InspectionProgress['doing'], string>> = {
  reading: 'Reading the images that are kept for evaluation',
  measuring: 'Going over all pixels',
  comparing: 'Comparing the images',
};

function Progress({ doing, share }: InspectionProgress) {
  return (
    <p className={`${cards.card} ${classes.note}`} role="status">
      {DOING[doing]} … {percent(share)}
    </p>
  );
}

function shownText(shown: number, count: number): string {
  return shown === count ? counted(count, 'image') : `${number(shown)} of ${counted(count, 'image')}`;
}

function classOf(image: number, overview: SetOverview | null): string | undefined {
  const name = overview?.classNames?.[overview.labels?.[image] ?? -1];
  return name === undefined ? undefined : plain(name);
}

function labelOf(image: number, overview: SetOverview | null): string {
  const name = classOf(image, overview);
  return `Image ${number(image)}${name === undefined ? '' : `, ${name}`}`;
}

function factsOf(
  image: number,
  overview: SetOverview | null,
  duplicates: DuplicateReport | null,
): [string, string][] {
  const name = classOf(image, overview);
  const others = duplicates?.groups
    .find(({ images }) => images.includes(image))
    ?.images.filter((other) => other !== image);
  return [
    ...(name === undefined ? [] : [['Class', name] as [string, string]]),
    ...(overview === null ? [] : [['Part', PART_WORDS[PARTS[overview.parts[image]!]!]] as [string, string]]),
    ...(others === undefined
      ? []
      : [['Shows the same as', others.slice(0, 12).map(number).join(', ')] as [string, string]]),
  ];
}
