import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../store/context';
import { CompareView } from '../views/compare/CompareView';
import type { StageProps } from './stageProps';
import { useViewOnShow } from './viewOnShow';

/** The Compare view over the session. */
export function CompareStage({ plot }: StageProps) {
  const { comparison } = useSession();
  const { openRuns } = useViewOnShow();
  const { chosen, runs, failures } = useStore(comparison.store);
  const compared = useMemo(() => chosen.map((id) => runs[id]), [chosen, runs]);
  return (
    <CompareView
      runs={compared}
      failures={chosen.flatMap((id) => failures[id] ?? [])}
      onRemove={(id) => comparison.choose(id, false)}
      onOpenRuns={openRuns}
      ref={plot}
    />
  );
}
