import { describeConfig, getField } from '../../../config/describe';
import { symbolOfField } from '../../../config/symbols';
import { valueText } from '../../../config/valueText';
import { FORMULA_SYMBOLS } from '../../../reports/formulas';
import { useConfig } from '../../store/context';
import { lightsUp, useLit } from '../../store/lit';
import classes from './loss.module.css';

/** The knobs of the formulas with their values: each lights up its field and its places in the formulas. */
export function SymbolLegend() {
  const config = useConfig((state) => state.config);
  const lit = useLit();
  const knobs = describeConfig(config).flatMap((description) => {
    const symbol = symbolOfField(description);
    return symbol === undefined || !FORMULA_SYMBOLS.includes(symbol) ? [] : [{ ...description, symbol }];
  });
  return (
    <ul className={classes.symbols} aria-label="Symbols of the formulas">
      {knobs.map(({ symbol, path, meta, shape }) => (
        <li key={path}>
          <button
            type="button"
            className={classes.symbol}
            data-lit={lit === symbol || undefined}
            title={meta.help}
            {...lightsUp(symbol)}
          >
            <span className="symbol">{symbol}</span> {meta.label}{' '}
            <strong>{valueText(getField(config, path), shape)}</strong>
          </button>
        </li>
      ))}
    </ul>
  );
}
