import { useState } from 'react';
import type { MatchSnapshot } from '../../../reports/matches';
import type { CellAnswer } from './cellQuery';
import { spokenAnswer } from './CellReadout';
import { sameCell } from './useCellFocus';

/** What a screen reader says: new when another cell is asked about, silent when a new snapshot changes its numbers. */
export function useAnnouncement(snapshot: MatchSnapshot, answer: CellAnswer | undefined): string {
  const [said, setSaid] = useState<{ asked: CellAnswer['asked'] | undefined; text: string }>({
    asked: undefined,
    text: '',
  });
  if (sameCell(said.asked, answer?.asked)) return said.text;
  const text = answer === undefined ? '' : spokenAnswer(snapshot, answer);
  setSaid({ asked: answer?.asked, text });
  return text;
}
