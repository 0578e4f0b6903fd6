import { useMemo } from 'react';
import { VISUAL } from '../../theme/tokens';
import type { MatchedViews, ShownMatch } from './matchSelection';
import {
  cellOnStage,
  diskPath,
  lineGroups,
  markRadius,
  onStage,
  plusPath,
  squarePath,
  timesPath,
  type LineGroup,
} from './stage';
import { placeOn, shows } from '../../../augment/viewGeometry';
import { sourceOf } from '../../../reports/verdict';
import classes from './stage.module.css';

interface MatchLinesProps {
  readonly snapshot: MatchedViews;
  readonly kind: 'embedding' | 'location';
  readonly matches: readonly ShownMatch[];
}

/** Lines between matched cells: in the colour of their kind where right, grey, dashed and crossed where wrong. */
export function MatchLines({ snapshot, kind, matches }: MatchLinesProps) {
  const groups = useMemo(() => {
    const radius = markRadius(snapshot.views[1]);
    const mark = kind === 'embedding' ? diskPath : squarePath;
    return lineGroups(
      snapshot.views,
      matches,
      (centre) => mark(centre, 0.8 * radius),
      (centre, verdict) => (verdict === 'wrong' ? timesPath(centre, radius) : mark(centre, radius)),
    );
  }, [snapshot, kind, matches]);
  return groups.map((group) => (
    <LineGroupPaths key={`${group.verdict}-${group.kept}`} group={group} kind={kind} />
  ));
}

function LineGroupPaths({
  group,
  kind,
}: {
  readonly group: LineGroup;
  readonly kind: MatchLinesProps['kind'];
}) {
  const right = group.verdict === 'right';
  return (
    <g
      className={classes.lines}
      data-kept={group.kept}
      data-verdict={group.verdict}
      style={{ color: `var(--mark-${right ? kind : 'chance'})` }}
    >
      <path d={group.lines} className={classes.halo} />
      <path
        d={group.lines}
        className={classes.line}
        strokeDasharray={right ? VISUAL[kind].dashArray : VISUAL.chance.dashArray}
      />
      <path d={group.starts} className={classes.mark} />
      {group.verdict === 'wrong' && <path d={group.ends} className={classes.halo} />}
      <path d={group.ends} className={classes.mark} />
    </g>
  );
}

/** For every drawn match: a cross at the true place, and a dotted line to it from where the match landed. */
export function TruthMarks({ snapshot, matches }: Omit<MatchLinesProps, 'kind'>) {
  const { crosses, misses } = useMemo(() => {
    const [first, second] = snapshot.views;
    const radius = markRadius(second);
    let [crosses, misses] = ['', ''];
    for (const { input, candidate } of matches) {
      const source = sourceOf(first, input);
      if (!shows(second, source)) continue;
      const truth = onStage(1, placeOn(second, source));
      const landed = cellOnStage(1, second, candidate);
      crosses += plusPath(truth, radius);
      misses += `M${landed.x} ${landed.y}L${truth.x} ${truth.y}`;
    }
    return { crosses, misses };
  }, [snapshot, matches]);
  return (
    <g className={classes.lines} data-kept style={{ color: 'var(--mark-truth)' }}>
      <path d={misses} className={classes.halo} />
      <path d={misses} className={classes.line} strokeDasharray={VISUAL.truth.dashArray} />
      <path d={crosses} className={classes.crossHalo} />
      <path d={crosses} className={classes.cross} />
    </g>
  );
}
