import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { FORMULA_SYMBOLS, LOSS_FORMULA } from '../../../reports/formulas';
import { MEASURE_LIST } from '../../../reports/measures';
import { KATEX_OPTIONS } from './katexOptions';

const html = (tex: string) => katex.renderToString(tex, { ...KATEX_OPTIONS, throwOnError: true });

describe('formulas', () => {
  it('are there for every curve', () => {
    const without = MEASURE_LIST.filter(({ curve, formula }) => curve !== undefined && formula === undefined);
    expect(without.map(({ key }) => key)).toEqual([]);
  });

  it.each(MEASURE_LIST.flatMap(({ key, formula }) => (formula === undefined ? [] : [{ key, formula }])))(
    'of $key is read, and marks none but known symbols',
    ({ formula }) => {
      const marked = [...html(formula).matchAll(/data-symbol="([^"]*)"/g)].map(([, symbol]) => symbol!);
      for (const symbol of marked) expect(FORMULA_SYMBOLS).toContain(symbol);
    },
  );

  it('mark what a knob sets', () => {
    expect(html(LOSS_FORMULA).match(/data-symbol="α"/g)).toHaveLength(2);
  });
});
