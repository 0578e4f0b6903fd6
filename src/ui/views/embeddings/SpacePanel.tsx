import { Button, Progress } from '@mantine/core';
import { useCallback, useMemo, useRef, useState } from 'react';
import { plain } from '../../../quoted';
import { counted, percent } from '../../../reports/format';
import type { EmbeddingRequest, LookSubject, SetOverview } from '../../../worker/protocol';
import { useRun } from '../../store/context';
import { useLook } from '../../store/useLook';
import { canvasPng } from '../canvasPng';
import type { ImageCache } from '../data/imageCache';
import { SubjectPicker } from '../looks/SubjectPicker';
import type { Subjects } from '../looks/useSubjects';
import { useScheme } from '../scheme';
import { svgText } from '../svgText';
import { ViewExports } from '../ViewExports';
import { nearestPoints } from './neighbours';
import { picture, pointPixels } from './pictures';
import { PointDetails } from './PointDetails';
import { pointGroups } from './pointGroups';
import { pointMark } from './pointMarks';
import { Scatter } from './Scatter';
import type { ScatterSpace } from './scatterDrawing';
import { scatterSvg } from './scatterSvg';
import { pointsCsv, spaceJson, spectrumCsv } from './spaceFiles';
import { SpaceMeasures } from './SpaceMeasures';
import { SPACE_WORDS } from './spaceWords';
import { useAligned } from './useAligned';
import { useUmap } from './useUmap';
import cards from '../../theme/card.module.css';
import looks from '../looks/looks.module.css';
import classes from './embeddings.module.css';

interface SpacePanelProps {
  /** What is chosen, e.g. "Weights". */
  readonly label: string;
  /** Another request takes another `key`. */
  readonly request: EmbeddingRequest;
  readonly overview: SetOverview;
  readonly cache: ImageCache;
  /** Grows when images have come. */
  readonly cacheVersion: number;
  readonly subjects: Subjects;
  readonly projection: 'pca' | 'umap';
  readonly thumbnails: boolean;
}

const NEIGHBOURS = 8;
const NO_CLASS = 'no class';

/** The space of one set of weights: its points, their neighbours, what is measured. */
export function SpacePanel(props: SpacePanelProps) {
  const { label, request, overview, cache, cacheVersion, subjects, projection, thumbnails } = props;
  const [subject, setSubject] = useState<LookSubject>({ of: 'run' });
  const [hovered, setHovered] = useState<number | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const spectrum = useRef<SVGSVGElement>(null);
  const rankCurve = useRef<SVGSVGElement>(null);
  const drawn = useRef<{ readonly canvas: HTMLCanvasElement; readonly space: ScatterSpace }>(null);
  const { answer, isAsking, failure } = useLook('embeddingSpace', request, subject);
  const { space, places: principal, ranks } = useAligned(answer);
  const seed = useRun((state) => state.active?.run.seed ?? 0);
  const umap = useUmap();
  const scheme = useScheme();
  const grouping = useMemo(
    () => space && { ...pointGroups(space, overview, (index) => cache.get(index)), cacheVersion },
    [space, overview, cache, cacheVersion],
  );
  const marks = useMemo(
    () => grouping?.groups.map((group) => pointMark(Math.max(0, group), scheme)) ?? [],
    [grouping, scheme],
  );
  const pictures = useMemo(() => {
    if (!thumbnails || space === null || cacheVersion < 0) return null;
    return Array.from(space.images, (index, point) => {
      const image = cache.get(index);
      return image && picture(pointPixels(space, point, image));
    });
  }, [thumbnails, space, cache, cacheVersion]);
  const neighbours = useMemo(
    () => (space === null || chosen === null ? [] : nearestPoints(space, chosen, NEIGHBOURS)),
    [space, chosen],
  );
  const ringed = useMemo(
    () => (chosen === null ? [] : [chosen, ...neighbours.map(({ point }) => point)]),
    [chosen, neighbours],
  );
  const shares = space?.shares;
  const axes = useMemo(
    () =>
      projection === 'pca' && shares !== undefined
        ? { x: componentName(1, shares[0]), y: componentName(2, shares[1]) }
        : { x: 'UMAP 1', y: 'UMAP 2' },
    [projection, shares],
  );
  const keep = useCallback((canvas: HTMLCanvasElement, size: ScatterSpace) => {
    drawn.current = { canvas, space: size };
  }, []);
  const picker = (
    <SubjectPicker
      label={label}
      subject={subject}
      onSubject={setSubject}
      {...subjects}
      isWaiting={isAsking}
    />
  );
  if (answer === null || space === null || grouping === null) {
    return (
      <section className={`${cards.card} ${classes.space}`} aria-label={label}>
        {picker}
        {failure === null ? (
          <p className={classes.waitingSpace} role="status">
            {answer === null
              ? 'The vectors appear here as soon as the network is set up and has been looked at.'
              : `This network has no ${SPACE_WORDS[request.space].expander}. Choose another space.`}
          </p>
        ) : (
          <p className={looks.failure} role="alert">
            {failure.message} {failure.remedy}
          </p>
        )}
      </section>
    );
  }
  const places = projection === 'pca' ? principal : umap.places;
  const groupOf = (point: number) => {
    const group = grouping.groups[point]!;
    if (grouping.names === undefined) return '';
    return plain(grouping.names[group] ?? NO_CLASS);
  };
  const step = answer.step.toLocaleString('en');
  const shown = new Map(
    grouping.groups.map((group, point) => [groupOf(point), pointMark(Math.max(0, group), scheme)]),
  );
  const points = places && { places, marks, pictures, chosen: ringed, axes };
  return (
    <section className={`${cards.card} ${classes.space}`} aria-label={label}>
      <div className={looks.head}>
        {picker}
        <ViewExports
          of="embedding space"
          files={[
            ...(points === null
              ? []
              : [
                  {
                    title: 'Points (PNG)',
                    ending: `.${request.space}.png`,
                    type: 'image/png',
                    content: () => (drawn.current === null ? null : canvasPng(drawn.current.canvas)),
                  },
                  {
                    title: 'Points (SVG)',
                    ending: `.${request.space}.svg`,
                    type: 'image/svg+xml',
                    content: () => drawn.current && scatterSvg(points, drawn.current.space),
                  },
                  {
                    title: 'Points (CSV)',
                    ending: `.${request.space}.csv`,
                    type: 'text/csv',
                    content: () => pointsCsv(space, points.places, [...grouping.groups.keys()].map(groupOf)),
                  },
                ]),
            {
              title: 'Spectrum (SVG)',
              ending: `.${request.space}-spectrum.svg`,
              type: 'image/svg+xml',
              content: () => spectrum.current && svgText(spectrum.current),
            },
            {
              title: 'Effective rank (SVG)',
              ending: `.${request.space}-rank.svg`,
              type: 'image/svg+xml',
              content: () => rankCurve.current && svgText(rankCurve.current),
            },
            {
              title: 'Spectrum (CSV)',
              ending: `.${request.space}-spectrum.csv`,
              type: 'text/csv',
              content: () => spectrumCsv(space),
            },
            {
              title: 'Measures (JSON)',
              ending: `.${request.space}.json`,
              type: 'application/json',
              content: () => spaceJson(space, answer.step),
            },
          ]}
        />
      </div>
      {failure !== null && (
        <p className={looks.failure} role="alert">
          {failure.message} {failure.remedy}
        </p>
      )}
      <p className={classes.note}>
        Step {step}: {counted(space.count, 'vector')} of {space.dimensions} numbers.{' '}
        {projection === 'pca' &&
          `The first two principal components, one across and one up, have ${percent(space.shares[0] + space.shares[1])} of the variance.`}
      </p>
      {projection === 'umap' && (
        <div className={classes.umap}>
          {umap.share === null ? (
            <Button size="compact-xs" variant="default" onClick={() => umap.start(space, answer.step, seed)}>
              {umap.places === null ? 'Compute UMAP' : 'Compute UMAP again'}
            </Button>
          ) : (
            <>
              <Progress w={120} value={100 * umap.share} aria-label="Progress of UMAP" />
              <Button size="compact-xs" variant="default" onClick={umap.cancel}>
                Cancel
              </Button>
            </>
          )}
          <span className={classes.note} role="status">
            {umap.places !== null && `These places are of step ${umap.step.toLocaleString('en')}.`}
          </span>
          {umap.failure !== null && (
            <p className={looks.failure} role="alert">
              {umap.failure.message} {umap.failure.remedy}
            </p>
          )}
        </div>
      )}
      {points === null ? (
        <p className={classes.waitingSpace}>
          UMAP takes some seconds. It is computed beside the training, when you ask for it.
        </p>
      ) : (
        <Scatter
          // Another projection is another plot.
          key={projection}
          {...points}
          label={`${SPACE_WORDS[request.space].title} at step ${step}: ${counted(space.count, 'point')}. Arrow keys go from point to point, Enter shows its nearest neighbours.`}
          hovered={hovered}
          onHover={setHovered}
          onChoose={setChosen}
          onDrawn={keep}
        />
      )}
      {grouping.names === undefined ? (
        <p className={classes.note}>Points of one colour and mark are of one image.</p>
      ) : (
        <ul className={classes.legend} aria-label="Classes">
          {[...shown].map(([name, { colour, glyph }]) => (
            <li key={name}>
              <span style={{ color: colour }}>{glyph}</span> {name}
            </li>
          ))}
        </ul>
      )}
      <PointDetails
        space={space}
        cache={cache}
        groupOf={groupOf}
        point={hovered ?? chosen}
        neighbours={neighbours}
      />
      <SpaceMeasures space={space} ranks={ranks} spectrumRef={spectrum} ranksRef={rankCurve} />
    </section>
  );
}

function componentName(number: number, share: number): string {
  return `Component ${number} (${percent(share)} of the variance)`;
}
