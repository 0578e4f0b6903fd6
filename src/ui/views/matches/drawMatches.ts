import type { MatchSnapshot } from '../../../reports/matches';
import { VISUAL, CHROME, type Scheme } from '../../../reports/visual';
import type { ShownMatch } from '../correspondence/matchSelection';
import { cellOnStage, markRadius, SIDE, STAGE_WIDTH, timesPath, diskPath } from '../correspondence/stage';
import { opaqueImage } from '../opaqueImage';

/** Room for the caption above the views, in units of the stage. */
const CAPTION = 110;

/** Size of a drawn picture for a width, in pixels; even, as video wants it. */
export function drawnSize(width: number): { readonly width: number; readonly height: number } {
  return { width, height: 2 * Math.round((width * (SIDE + CAPTION)) / STAGE_WIDTH / 2) };
}

interface Drawing {
  readonly snapshot: MatchSnapshot;
  readonly matches: readonly ShownMatch[];
  readonly caption: string;
  readonly scheme: Scheme;
}

/** Draws both views with the lines of their matches, as the page shows them, over the whole canvas. */
export function drawMatches(canvas: OffscreenCanvas, { snapshot, matches, caption, scheme }: Drawing): void {
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const scale = canvas.width / STAGE_WIDTH;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = CHROME[scheme].surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.fillStyle = CHROME[scheme].ink1;
  context.font = '500 58px system-ui, sans-serif';
  context.textBaseline = 'middle';
  context.fillText(caption, 4, CAPTION / 2, STAGE_WIDTH - 8);
  context.translate(0, CAPTION);
  snapshot.views.forEach(({ size, pixels }, view) => {
    const picture = new OffscreenCanvas(size, size);
    picture.getContext('2d')!.putImageData(opaqueImage(size, size, pixels), 0, 0);
    context.drawImage(picture, view * (STAGE_WIDTH - SIDE), 0, SIDE, SIDE);
  });
  const radius = markRadius(snapshot.views[1]);
  for (const verdict of ['unseen', 'wrong', 'right'] as const) {
    const mark = verdict === 'right' ? VISUAL.embedding : VISUAL.chance;
    for (const match of matches.filter((one) => one.verdict === verdict)) {
      const from = cellOnStage(0, snapshot.views[0], match.input);
      const to = cellOnStage(1, snapshot.views[1], match.candidate);
      const line = new Path2D(`M${from.x} ${from.y}L${to.x} ${to.y}`);
      const end = new Path2D(verdict === 'wrong' ? timesPath(to, radius) : diskPath(to, radius));
      for (const [colour, width] of [
        [scheme === 'dark' ? '#000000aa' : '#ffffffaa', 11],
        [mark[scheme], 5],
      ] as const) {
        context.strokeStyle = colour;
        context.lineWidth = width;
        context.setLineDash(verdict === 'right' ? [] : [12, 10]);
        context.stroke(line);
        context.setLineDash([]);
        context.stroke(end);
      }
      context.fillStyle = mark[scheme];
      context.fill(new Path2D(diskPath(from, 0.8 * radius)));
      if (verdict !== 'wrong') context.fill(end);
    }
  }
}
