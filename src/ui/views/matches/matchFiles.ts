import { csvText } from '../../../formats/csv';
import { LANDING_RADIUS } from '../../../reports/landingRadius';
import type { LookAnswer } from '../../../reports/looks';
import type { MatchLookRequest } from '../../../reports/matchLook';
import type { MatchSnapshot } from '../../../reports/matches';
import { judge, missOf, sourceOf } from '../../../reports/verdict';
import type { Scheme } from '../../../reports/visual';
import type { FileToSave } from '../../controls/useSaveFile';
import type { Looks } from '../../store/looks';
import type { LineOptions } from '../correspondence/lineOptions';
import { selectMatches } from '../correspondence/matchSelection';
import { animatedGif, animatedWebm, type Frames } from './animation';
import { drawMatches, drawnSize } from './drawMatches';

interface Shown {
  readonly answer: LookAnswer<'matches'>;
  readonly request: MatchLookRequest;
  /** Whose weights they are, where they are no run's. */
  readonly of?: string;
  readonly options: LineOptions;
  readonly scheme: Scheme;
  readonly looks: Looks;
  /** Steps of the animation. */
  readonly moments: readonly number[];
}

/** Widths of the files, in pixels. */
const PICTURE_WIDTH = 1672;
const ANIMATION_WIDTH = 836;

/** What the view shows, as files. */
export function matchFiles(shown: Shown): readonly FileToSave[] {
  const { answer, request, moments } = shown;
  const { snapshot, accuracy } = answer.report;
  const frames = framesOf(shown);
  return [
    {
      title: 'Picture (PNG)',
      ending: '.matches.png',
      type: 'image/png',
      content: () => {
        const { width, height } = drawnSize(PICTURE_WIDTH);
        const canvas = new OffscreenCanvas(width, height);
        draw(canvas, answer, shown);
        return canvas.convertToBlob({ type: 'image/png' });
      },
    },
    {
      title: 'Matches (CSV)',
      ending: '.matches.csv',
      type: 'text/csv',
      content: () => matchTable(snapshot),
    },
    {
      title: 'Matches (JSON)',
      ending: '.matches.json',
      type: 'application/json',
      content: () =>
        `${JSON.stringify({ ...(shown.of === undefined ? { step: answer.step } : { of: shown.of }), metric: request.metric, landingRadius: LANDING_RADIUS, accuracy, matches: matchRows(snapshot) }, null, 2)}\n`,
    },
    ...(moments.length < 2
      ? []
      : [
          {
            title: `Over ${moments.length} steps (GIF)`,
            ending: '.matches.gif',
            type: 'image/gif',
            content: () => animatedGif(frames),
          },
          {
            title: `Over ${moments.length} steps (WebM)`,
            ending: '.matches.webm',
            type: 'video/webm',
            content: () => animatedWebm(frames),
          },
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
}

/** Every cell of the first view with its nearest one, best first. */
export function matchRows({ views, byEmbedding }: MatchSnapshot): MatchRow[] {
  const [first, second] = views;
  return Array.from(byEmbedding.input, (cell, rank) => {
    const match = byEmbedding.candidate[rank]!;
    const row = { cell, match, distance: byEmbedding.distance[rank]! };
    if (judge(first, cell, second, match) === 'unseen') return row;
    const miss = missOf(second, match, sourceOf(first, cell));
    return { ...row, errorCells: miss.cells, errorPixels: miss.pixels };
  });
}

function matchTable(snapshot: MatchSnapshot): string {
  return csvText(
    ['cell', 'match', 'distance', 'error_cells', 'error_pixels'],
    matchRows(snapshot).map(({ cell, match, distance, errorCells = '', errorPixels = '' }) => [
      cell,
      match,
      distance,
      errorCells,
      errorPixels,
    ]),
  );
}

function framesOf(shown: Shown): Frames {
  const { moments, looks, request } = shown;
  return {
    count: moments.length,
    ...drawnSize(ANIMATION_WIDTH),
    draw: async (canvas, place) => {
      const subject = { of: 'moment', step: moments[place]! } as const;
      draw(canvas, await looks.take({ kind: 'matches', subject, request }), shown);
    },
  };
}

function draw(canvas: OffscreenCanvas, { step, report }: LookAnswer<'matches'>, shown: Shown): void {
  const { snapshot, accuracy } = report;
  const { count, embeddingThreshold: threshold } = shown.options;
  const matches = selectMatches(snapshot, snapshot.byEmbedding, snapshot.keptByEmbedding, {
    count,
    threshold,
  });
  const at = accuracy.find(({ radius }) => radius === LANDING_RADIUS);
  const right = at === undefined ? '' : ` · ${Math.round(100 * (at.embeddings ?? at.features))} % right`;
  const caption = `${shown.of ?? `Step ${step.toLocaleString('en')}`}${right}`;
  drawMatches(canvas, { snapshot, matches, caption, scheme: shown.scheme });
}
