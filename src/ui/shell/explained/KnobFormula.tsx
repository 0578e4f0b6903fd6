import { describeConfig } from '../../../config/describe';
import { symbolOfField } from '../../../config/symbols';
import { useSession } from '../../store/context';
import { isPanelShown } from '../../store/lesson';
import { useLesson } from '../../store/lessonContext';
import { Formula } from '../../views/formulas/Formula';
import { useReveal } from '../reveal';

/** A formula whose symbols lead to their knobs when they are pressed; the links beside it do the same for the keyboard. */
export function KnobFormula({ tex }: { readonly tex: string }) {
  const session = useSession();
  const lesson = useLesson();
  const reveal = useReveal();
  const follow = ({ target }: React.MouseEvent) => {
    const { symbol } = (target as Element).closest<HTMLElement>('[data-symbol]')?.dataset ?? {};
    const fields = describeConfig(session.config.getState().config);
    const field = fields.find((one) => symbol !== undefined && symbolOfField(one) === symbol);
    if (field !== undefined && isPanelShown(lesson, field.path.split('.')[0]!)) reveal(field.path);
  };
  return (
    <div onClick={follow}>
      <Formula tex={tex} />
    </div>
  );
}
