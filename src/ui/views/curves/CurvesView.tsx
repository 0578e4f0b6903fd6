import type { Ref } from 'react';
import type { RunConfig } from '../../../config/runConfig';
import type { RunHistory } from '../history';
import type { RunSummary } from '../../../config/runSummary';

/** What the page can ask of the curves. */
export interface CurvesHandle {
  /** The plot that is on show, zoom and all, as a PNG file of twice its size on the page. */
  exportPng(): Promise<Blob>;
}

export interface CurvesViewProps {
  readonly history: RunHistory;
  /** The run before the last reset, drawn faintly behind. */
  readonly previous?: RunHistory | undefined;
  /** The run that a link brought along, drawn dashed. */
  readonly shared?: RunSummary | undefined;
  /** Configuration of the run, for the 1/√d guide lines; guides are left out without it. */
  readonly config?: RunConfig | undefined;
  readonly ref?: Ref<CurvesHandle>;
}

/** How the losses, the matching accuracy and the other measures went so far. */
export function CurvesView({ history }: CurvesViewProps) {
  return <section aria-label="Curves">{history.steps.length} reports</section>;
}
