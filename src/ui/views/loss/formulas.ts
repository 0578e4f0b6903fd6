import type { Branch, Term } from '../../../vicregl/definition/terms';

/** @file The paper's formulas, in TeX. A symbol that a knob sets is wrapped, so that either lights the other up. */

/** The symbols that formulas have. */
export const FORMULA_SYMBOLS: readonly string[] = ['α', 'λ', 'μ', 'ν', 'γ', 'n', 'd'];

const knob = (symbol: string, tex: string) => `\\htmlData{symbol=${symbol}}{${tex}}`;

const ALPHA = knob('α', '\\alpha');
const LAMBDA = knob('λ', '\\lambda');
const MU = knob('μ', '\\mu');
const NU = knob('ν', '\\nu');
const GAMMA = knob('γ', '\\gamma');
const N = knob('n', 'n');
const D = knob('d', 'd');

/** The whole loss (VICRegL, section 3). */
export const LOSS_FORMULA = `\\mathcal{L} = ${ALPHA}\\,\\ell(Z, Z') + (1 - ${ALPHA})\\,\\bigl(\\mathcal{L}_s + \\mathcal{L}_d\\bigr)`;

const VARIANCE = `${MU}\\,\\frac{1}{${D}} \\sum_{j=1}^{${D}} \\max\\Bigl(0,\\ 1 - \\sqrt{\\operatorname{Var}(z^{\\,j}) + \\epsilon}\\Bigr)`;
const COVARIANCE = `${NU}\\,\\frac{1}{${D}} \\sum_{i \\neq j} \\bigl[C(Z)\\bigr]_{i,j}^{2}`;

/** The terms of either branch, weighted by λ, μ and ν. */
export const TERM_FORMULAS: Readonly<Record<Branch, Readonly<Record<Term, string>>>> = {
  global: {
    invariance: `${LAMBDA}\\,\\frac{1}{${N}\\,${D}} \\sum_{b=1}^{${N}} \\lVert z_b - z'_b \\rVert_2^2`,
    variance: VARIANCE,
    covariance: COVARIANCE,
  },
  local: {
    invariance: `${LAMBDA}\\,\\frac{1}{${N}\\,${GAMMA}\\,${D}} \\sum_{b=1}^{${N}} \\sum_{p=1}^{${GAMMA}} \\lVert z_p - z'_{\\mathrm{NN}(p)} \\rVert_2^2`,
    variance: VARIANCE,
    covariance: COVARIANCE,
  },
};
