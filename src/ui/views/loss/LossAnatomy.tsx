import { useMemo, useState } from 'react';
import type { GradientParts, LookSubject } from '../../../worker/protocol';
import { LOSS_FORMULA } from '../../../reports/formulas';
import type { FileToSave } from '../../controls/useSaveFile';
import { useRun } from '../../store/context';
import { THE_RUN, useLook } from '../../store/useLook';
import { SubjectPicker } from '../looks/SubjectPicker';
import { useSubjects } from '../looks/useSubjects';
import { plotFiles } from '../plotFiles';
import type { PlotFiles } from '../StandalonePlot';
import { ViewExports } from '../ViewExports';
import { Formula } from '../formulas/Formula';
import { KindCard } from './KindCard';
import { GradientCard } from './GradientCard';
import { gradientFiles } from './gradientFiles';
import { GradientHistory } from './GradientHistory';
import { lossShares, sharesCsv } from './lossShares';
import { SharesPlot } from './SharesPlot';
import { SymbolLegend } from './SymbolLegend';
import { TermCards } from './TermCards';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';
import classes from './loss.module.css';

/**
 * Up to so many parameters, the gradients of all nine terms lie on the device at once; of more, those of the global branch and
 * of both kinds of matches.
 */
const MOST_BY_TERM = 7e6;
const REQUESTS: Readonly<Record<GradientParts, { readonly by: GradientParts }>> = {
  terms: { by: 'terms' },
  branches: { by: 'branches' },
};

/** The loss taken apart: its terms over time, their formulas, and what their gradients ask of the network. */
export function LossAnatomy() {
  const history = useRun((state) => state.history);
  const isReady = useRun((state) => state.active !== null);
  const parameters = useRun((state) => state.parameterCount);
  const [subject, setSubject] = useState<LookSubject>(THE_RUN);
  const subjects = useSubjects();
  const shares = useMemo(() => lossShares(history), [history]);
  const look = useLook('gradients', REQUESTS[parameters > MOST_BY_TERM ? 'branches' : 'terms'], subject);
  const [plot, setPlot] = useState<PlotFiles | null>(null);
  const { answer } = look;
  const termFiles: FileToSave[] =
    shares.steps.length === 0
      ? []
      : [
          { title: 'Terms (CSV)', ending: '.terms.csv', type: 'text/csv', content: () => sharesCsv(shares) },
          ...plotFiles('Plot', 'terms', plot),
        ];
  return (
    <section className={views.view} aria-label="Loss">
      <div className={`${cards.card} ${views.card}`}>
        <header className={views.head}>
          <h2 className={cards.viewTitle}>What it minimises</h2>
          <ViewExports
            of="loss"
            files={[
              ...termFiles,
              ...(answer === null ? [] : gradientFiles('Gradients', '.gradients', [answer])),
            ]}
          />
        </header>
        <Formula tex={LOSS_FORMULA} />
        <p className={views.note}>
          ℓ compares the pooled embeddings Z and Z′ of two views; the local losses compare cells that are
          matched by location (s) and by embedding (d). Point at a symbol to see its knob, or at a knob to see
          its symbol.
        </p>
        <SymbolLegend />
      </div>
      <div className={`${classes.pair} ${classes.plotAndTable}`}>
        <SharesPlot shares={shares} ref={setPlot} />
        <GradientCard
          look={look}
          isReady={isReady}
          picker={
            <SubjectPicker
              label="Weights"
              subject={subject}
              onSubject={setSubject}
              {...subjects}
              isWaiting={look.isAsking}
            />
          }
        />
      </div>
      <GradientHistory />
      {answer !== null && <KindCard answer={answer} />}
      <TermCards shares={shares} gradients={answer?.report ?? null} />
    </section>
  );
}
