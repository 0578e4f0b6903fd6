import { LOSS_FORMULA } from '../../../reports/formulas';
import type { StepReport } from '../../../reports/step';
import { AlphaField } from '../../panels/AlphaField';
import { useFields } from '../../panels/useField';
import { useConfig, useRun, useSession } from '../../store/context';
import { BRANCH_NAMES } from '../../views/loss/branches';
import { ShareBar } from '../../views/loss/ShareBar';
import { LossView } from '../../views/measures/LossView';
import { KnobFormula } from './KnobFormula';
import { KnobLink } from './KnobLink';
import { Picture } from './Picture';
import classes from './explained.module.css';

/** The total with its numbers of the run on show, α itself, and how the branches share the loss. */
export function WholeLoss() {
  const { settle } = useSession().configHistory;
  const latest = useRun((state) => state.latest);
  const active = useRun((state) => state.active);
  const config = useConfig((state) => state.config);
  const alpha = useFields('loss.alpha')[0];
  const share = latest === null ? null : globalShare(latest);
  return (
    <Picture
      number={6}
      words={
        <>
          Matched cells are compared by the same three terms: the local loss. <KnobLink path="loss.alpha" />{' '}
          weighs the whole image against its cells. At 1 this is plain VICReg, at 0 cells alone count. Move it
          while a run trains: it takes effect at the next step. The paper found that a local loss helps much
          to say where things are, and costs little in saying what an image shows.
        </>
      }
      knobs={[]}
    >
      <KnobFormula tex={LOSS_FORMULA} />
      {/* As in the panels: what is taken in hand next is a step of undo of its own. */}
      <div onPointerDownCapture={settle} onBlurCapture={settle}>
        {alpha !== undefined && <AlphaField description={alpha} />}
      </div>
      <LossView report={latest ?? undefined} config={active ?? config} />
      {share === null ? (
        <p className={classes.note}>The numbers come with the first step.</p>
      ) : (
        <div className={classes.share}>
          <p className={classes.note}>
            Of the loss at step {latest!.step.toLocaleString('en')}: global left, local right.
          </p>
          <ShareBar share={share} marks={BRANCH_NAMES} />
        </div>
      )}
    </Picture>
  );
}

/** How much of the loss the global branch makes, 0 to 1; `null` where the loss is 0. */
function globalShare({ alpha, loss: { global, total } }: StepReport): number | null {
  if (total <= 0) return null;
  if (global === undefined) return 0;
  return (alpha * (global.invariance + global.variance + global.covariance)) / total;
}
