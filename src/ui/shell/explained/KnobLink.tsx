import { getField } from '../../../config/describe';
import { symbolOfField } from '../../../config/symbols';
import { valueText } from '../../../config/valueText';
import { useFields } from '../../panels/useField';
import { useConfig } from '../../store/context';
import { isPanelShown } from '../../store/lesson';
import { useLesson } from '../../store/lessonContext';
import { lightsUp, useIsLit } from '../../store/lit';
import { useReveal } from '../reveal';
import classes from './explained.module.css';

interface KnobLinkProps {
  /** Of the field. */
  readonly path: string;
  /** Whether it says what the field is called and its value, not its symbol alone. */
  readonly hasValue?: boolean;
}

/** A symbol that leads to its knob, and lights up with it. Where the link of the page hides the knob, it leads nowhere. */
export function KnobLink({ path, hasValue = false }: KnobLinkProps) {
  const panel = path.split('.')[0]!;
  const field = useFields(`${panel}.`).find((one) => one.path === path);
  const value = useConfig((state) => getField(state.config, path));
  const reveal = useReveal();
  const isThere = isPanelShown(useLesson(), panel);
  const symbol = field && symbolOfField(field);
  const isLit = useIsLit(symbol);
  if (field === undefined) return null;
  const { label, help, unit, symbol: own } = field.meta;
  const name = own === undefined ? label : `${label} ${own}`;
  const Tag = isThere ? 'button' : 'span';
  return (
    <Tag
      {...(isThere && {
        type: 'button' as const,
        onClick: () => reveal(path),
        'aria-label': `${name}: go to its knob`,
      })}
      className={classes.knob}
      data-lit={isLit || undefined}
      data-whole={hasValue || undefined}
      title={help}
      {...lightsUp(symbol)}
    >
      {hasValue ? (
        <>
          {own !== undefined && <span className="symbol">{own} </span>}
          {label} <strong>{valueText(value, field.shape)}</strong>
          {unit !== undefined && typeof value === 'number' && ` ${unit}`}
        </>
      ) : (
        <span className={own === undefined ? undefined : 'symbol'}>{symbol ?? label}</span>
      )}
    </Tag>
  );
}
