import type { Ref } from 'react';
import { counted } from '../../../reports/format';
import type { EmbeddingSpace } from '../../../worker/protocol';
import { SmallPlot } from './SmallPlot';
import { collapseFindings } from './spaceCollapse';
import type { RankAt } from './useAligned';
import looks from '../looks/looks.module.css';
import classes from './embeddings.module.css';

interface SpaceMeasuresProps {
  readonly space: EmbeddingSpace;
  readonly ranks: readonly RankAt[];
  /** The drawings, for files. */
  readonly spectrumRef: Ref<SVGSVGElement>;
  readonly ranksRef: Ref<SVGSVGElement>;
}

/** How many dimensions are in use, and whether they collapse. */
export function SpaceMeasures({ space, ranks, spectrumRef, ranksRef }: SpaceMeasuresProps) {
  const { spectrum, rankMe, participation, std, correlation, count, dimensions } = space;
  const possible = Math.min(count, dimensions);
  const rows: [string, string][] = [
    ['Effective rank (RankMe)', `${rankMe.toFixed(1)} of ${possible}`],
    ['Participation ratio', `${participation.toFixed(1)} of ${spectrum.length}`],
    ['Standard deviation · √d', (std * Math.sqrt(dimensions)).toFixed(3)],
    ['Correlation, root mean square', correlation.toFixed(3)],
  ];
  return (
    <>
      <dl className={classes.findings} aria-label="Collapse">
        {collapseFindings(space).map(({ kind, title, text }) => (
          <div key={kind}>
            <dt data-well={kind === 'none'}>{title}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <table className={looks.numbers} aria-label="Measures of the space">
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={classes.plots}>
        <SmallPlot
          title="Spectrum of the covariance"
          ref={spectrumRef}
          axes={{ x: 'rank', y: 'eigenvalue' }}
          log
          points={Array.from(spectrum, (value, place) => [place + 1, value] as const)}
          label={`Eigenvalues of the covariance by rank, from ${spectrum[0]!.toExponential(1)} to ${spectrum.at(-1)!.toExponential(1)}`}
        />
        <SmallPlot
          title="Effective rank over the looks taken"
          ref={ranksRef}
          axes={{ x: 'step', y: 'effective rank' }}
          points={ranks.map(({ step, rankMe: rank }) => [step, rank] as const)}
          label={`Effective rank at ${counted(ranks.length, 'look')}, ${ranks.at(-1)?.rankMe.toFixed(1) ?? ''} at the last`}
        />
      </div>
    </>
  );
}
