import { percent } from '../../reports/format';
import { LANDING_RADIUS } from '../../reports/landingRadius';
import type { MatchSnapshot, SnapshotView } from '../../reports/matches';
import { VISUAL } from '../../reports/visual';
import { cellCentre } from '../../augment/viewGeometry';
import { judge } from '../../reports/verdict';
import { Html, html } from './html';
import { pictureAddress } from './picture';

/** Sides of a view and the gap between the two, in units of the drawing. */
const [SIDE, GAP] = [500, 40];
/** How many of the best matches are drawn, as on the page. */
const MOST_LINES = 20;
const MOST_EARLIER = 3;

/** How matching got better: the last picture large, some before it small. */
export function matchFigures(snapshots: readonly MatchSnapshot[]): Html {
  const last = snapshots.at(-1);
  if (last === undefined)
    return html`<p class="note">
      No picture of matches was kept with this run; its file, saved by the page or by
      <code>train --bundle</code>, has some.
    </p>`;
  const earlier = snapshots.slice(0, -1);
  const shown = Array.from({ length: Math.min(MOST_EARLIER, earlier.length) }, (_, place) => {
    const spread = Math.max(1, Math.min(MOST_EARLIER, earlier.length) - 1);
    return earlier[Math.round((place * (earlier.length - 1)) / spread)]!;
  });
  return html`${figure(last)} ${shown.length === 0 ? '' : html`<div class="strip">${shown.map(figure)}</div>`}
    <ul class="legend">
      <li>${sample('embedding')} lands within ${LANDING_RADIUS} cells of the true place</li>
      <li>${sample('chance')} lands elsewhere</li>
    </ul>`;
}

function sample(mark: 'embedding' | 'chance'): Html {
  return html`<svg class="sample" viewBox="0 0 28 10" aria-hidden="true">
    <path d="M1 5H27" style="stroke:var(--${mark})" stroke-dasharray="${VISUAL[mark].dashArray}" />
  </svg>`;
}

function figure(snapshot: MatchSnapshot): Html {
  const { step, label, views } = snapshot;
  const width = 2 * SIDE + GAP;
  return html`<figure class="matches">
    <svg
      viewBox="0 0 ${width} ${SIDE}"
      role="img"
      aria-label="${`Two views of an image with lines between matched cells, step ${step}`}"
    >
      ${views.map((view, index) => image(view, index * (SIDE + GAP)))} ${lines(snapshot)}
    </svg>
    <figcaption>
      <b>Step ${step.toLocaleString('en')}</b
      >${label === undefined ? '' : ` · ${label}`}${accuracyText(snapshot)}
    </figcaption>
  </figure>`;
}

function image({ size, pixels }: SnapshotView, x: number): Html {
  return html`<image
    x="${x}"
    y="0"
    width="${SIDE}"
    height="${SIDE}"
    preserveAspectRatio="none"
    href="${pictureAddress(size, size, pixels)}"
  />`;
}

function accuracyText({ accuracy: { embeddings, features, chance, count } }: MatchSnapshot): string {
  const [value, what] = embeddings === undefined ? [features, 'backbone'] : [embeddings, 'embedding'];
  if (count === 0 || !Number.isFinite(value)) return ' · the two crops do not overlap';
  return ` · ${percent(value)} of ${what} matches right, chance ${percent(chance)}`;
}

/** The best matches whose true place the other view shows; wrong ones lie below, so that they hide no right one. */
function lines({ views: [first, second], byEmbedding }: MatchSnapshot): Html[] {
  const judged = Array.from(byEmbedding.input, (input, rank) => {
    const candidate = byEmbedding.candidate[rank]!;
    return { input, candidate, verdict: judge(first, input, second, candidate) };
  });
  const shown = judged.filter(({ verdict }) => verdict !== 'unseen').slice(0, MOST_LINES);
  return (['wrong', 'right'] as const).map((wanted) => {
    const path = shown
      .filter(({ verdict }) => verdict === wanted)
      .map(({ input, candidate }) => {
        const [from, to] = [cellCentre(first, input), cellCentre(second, candidate)];
        return `M${place(from.x)} ${place(from.y)}L${place(to.x, 1)} ${place(to.y)}`;
      })
      .join('');
    return html`<path class="${`halo ${wanted}`}" d="${path}" /><path
        class="${`line ${wanted}`}"
        d="${path}"
      />`;
  });
}

/** @param view in whose frame the fraction of a side lies */
function place(fraction: number, view = 0): string {
  return (view * (SIDE + GAP) + SIDE * fraction).toFixed(1);
}
