import type { Dispatch, SetStateAction } from 'react';
import type { MatchSnapshot } from '../../../reports/matches';
import type { LineOptions } from '../correspondence/lineOptions';
import { LineControls } from '../correspondence/LineControls';

interface PairLinesProps {
  /** The pair on show, if there is one. */
  readonly snapshot: MatchSnapshot | undefined;
  readonly options: LineOptions;
  readonly onOptions: Dispatch<SetStateAction<LineOptions>>;
}

/** Which matches of a pair are drawn as lines, and how. */
export function PairLines({ snapshot, options, onOptions }: PairLinesProps) {
  const hasEmbeddings = snapshot?.views.every((view) => view.embeddings !== undefined) ?? true;
  return (
    <LineControls
      options={options}
      onChange={(change: Partial<LineOptions>) => onOptions((now) => ({ ...now, ...change }))}
      space={hasEmbeddings ? options.space : 'features'}
      hasEmbeddings={hasEmbeddings}
      available={snapshot === undefined ? options.count : snapshot.views[0].rows * snapshot.views[0].columns}
    />
  );
}
