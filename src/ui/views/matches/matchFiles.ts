import { csvText } from '../../../formats/csv';
import { LANDING_RADIUS } from '../../../reports/landingRadius';
import type { MatchMetric } from '../../../reports/matchLook';
import { judge, trueMiss } from '../../../reports/verdict';
import type { Scheme } from '../../../reports/visual';
import type { FileToSave } from '../../controls/useSaveFile';
import type { LineOptions } from '../correspondence/lineOptions';
import { selectMatches } from '../correspondence/matchSelection';
import { VERDICT_WORDS } from '../correspondence/verdictRule';
import { animatedGif, type Frames } from './animation';
import { drawMatches, drawnSize } from './drawMatches';
import type { Film } from './films';
import { rightShare, ruleOf, type MatchPicture } from './matchPicture';
import { className } from './matchText';
import { animatedVideo, VIDEOS, type VideoKind } from './video';

interface Shown {
  readonly picture: MatchPicture;
  /** Whose weights they are, where they are no run's. */
  readonly of?: string;
  readonly metric: MatchMetric;
  /** Of the masks. */
  readonly classNames: readonly string[] | undefined;
  readonly options: LineOptions;
  readonly scheme: Scheme;
  /** Absent where there is one step alone. */
  readonly film: Film | null;
  /** The kinds of video that the browser can encode. */
  readonly videos: readonly VideoKind[];
}

/** Width of the picture, in pixels. */
const PICTURE_WIDTH = 1672;
/** Size of the pictures of an animation. */
export const ANIMATION_SIZE = drawnSize(836);

/** What the view shows, as files. */
export function matchFiles(shown: Shown): readonly FileToSave[] {
  const { picture, classNames, film } = shown;
  const steps = film === null ? '' : `Over ${film.count} steps`;
  const frames = film && framesOf(film, shown);
  return [
    {
      title: 'Picture (PNG)',
      ending: '.matches.png',
      type: 'image/png',
      content: () => {
        const { width, height } = drawnSize(PICTURE_WIDTH);
        const canvas = new OffscreenCanvas(width, height);
        draw(canvas, picture, shown);
        return canvas.convertToBlob({ type: 'image/png' });
      },
    },
    {
      title: 'Matches (CSV)',
      ending: '.matches.csv',
      type: 'text/csv',
      content: () => matchTable(picture, classNames),
    },
    {
      title: 'Matches (JSON)',
      ending: '.matches.json',
      type: 'application/json',
      content: () => matchJson(shown),
    },
    ...(frames === null
      ? []
      : [
          {
            title: `${steps} (GIF)`,
            ending: '.matches.gif',
            type: 'image/gif',
            content: () => animatedGif(frames),
          },
          ...shown.videos.map((kind) => ({
            title: `${steps} (${VIDEOS[kind].title})`,
            ending: `.matches.${kind}`,
            type: VIDEOS[kind].type,
            content: () => animatedVideo(frames, kind),
          })),
        ]),
  ];
}

interface MatchRow {
  readonly cell: number;
  readonly match: number;
  readonly distance: number;
  /** Absent where the second view does not show the true place. */
  readonly errorCells?: number;
  readonly errorPixels?: number;
  /** Mask classes of both cells, where matches are judged by them; empty for none. */
  readonly class?: string;
  readonly matchClass?: string;
  /** Absent where matches are not judged. */
  readonly verdict?: string;
}

/** Every cell of the first view with its nearest one, best first. */
export function matchRows(picture: MatchPicture, classNames: readonly string[] | undefined): MatchRow[] {
  const { byEmbedding, views } = picture.snapshot;
  const [first, second] = views;
  const rule = ruleOf(picture);
  return Array.from(byEmbedding.input, (cell, rank) => {
    const match = byEmbedding.candidate[rank]!;
    const row = { cell, match, distance: byEmbedding.distance[rank]! };
    if (rule === 'none') return row;
    const miss = trueMiss(first, cell, second, match);
    const names = {
      class: className(first, cell, classNames),
      matchClass: className(second, match, classNames),
    };
    return {
      ...row,
      ...(miss === undefined ? {} : { errorCells: miss.cells, errorPixels: miss.pixels }),
      ...(rule === 'class' ? names : {}),
      verdict: VERDICT_WORDS[rule][judge(first, cell, second, match)].word,
    };
  });
}

function matchTable(picture: MatchPicture, classNames: readonly string[] | undefined): string {
  return csvText(
    ['cell', 'match', 'distance', 'error_cells', 'error_pixels', 'class', 'match_class', 'verdict'],
    matchRows(picture, classNames).map((row) => [
      ...[row.cell, row.match, row.distance, row.errorCells ?? '', row.errorPixels ?? ''],
      ...[row.class ?? '', row.matchClass ?? '', row.verdict ?? ''],
    ]),
  );
}

function matchJson({ picture, of, metric, classNames }: Shown): string {
  const { step, accuracy, byClass } = picture;
  const judged = { judgedBy: ruleOf(picture), landingRadius: LANDING_RADIUS, accuracy };
  const about = {
    ...(of === undefined ? { step } : { of }),
    metric,
    ...judged,
    ...(byClass === undefined ? {} : { byClass }),
  };
  return `${JSON.stringify({ ...about, matches: matchRows(picture, classNames) }, null, 2)}\n`;
}

function framesOf(film: Film, shown: Shown): Frames {
  return {
    count: film.count,
    ...ANIMATION_SIZE,
    draw: async (canvas, place) => draw(canvas, await film.at(place), shown),
  };
}

function draw(canvas: OffscreenCanvas, picture: MatchPicture, shown: Shown): void {
  const { snapshot, step } = picture;
  const { count, embeddingThreshold: threshold } = shown.options;
  const matches = selectMatches(snapshot, snapshot.byEmbedding, snapshot.keptByEmbedding, {
    count,
    threshold,
  });
  const share = rightShare(picture);
  const right = share === undefined ? '' : ` · ${Math.round(100 * share)} % right`;
  const caption = `${shown.of ?? `Step ${step.toLocaleString('en')}`}${right}`;
  drawMatches(canvas, { snapshot, matches, caption, scheme: shown.scheme });
}
