import type { Branch, Term } from '../vicregl/definition/terms';
import { LANDING_RADIUS } from './landingRadius';

/** @file The formulas of the paper and of the measures, in TeX. A symbol that a knob sets is wrapped, so that either lights the other up. */

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

const RIGHT = `\\lVert x_{\\mathrm{NN}(p)} - x^{*}_p \\rVert_2 \\le ${LANDING_RADIUS}`;

/** Of nearest neighbours, and of a cell picked at random; x* is the true place, x and radius in cells. */
export const MATCHING_FORMULAS = {
  right: `\\frac{\\#\\{p : ${RIGHT}\\}}{\\#\\{p\\}}`,
  chance: `\\frac{\\#\\{(p, q) : ${RIGHT.replace('\\mathrm{NN}(p)', 'q')}\\}}{\\#\\{(p, q)\\}}`,
} as const;

/** Of vectors of view 1: embeddings z of d dimensions, representations h of m. */
function collapseFormulas(vector: string, dimensions: string) {
  return {
    std: `\\frac{1}{${dimensions}} \\sum_{j=1}^{${dimensions}} \\operatorname{std}_b \\Bigl(\\frac{${vector}_b^{\\,j}}{\\lVert ${vector}_b \\rVert_2}\\Bigr)`,
    correlation: `\\frac{1}{${dimensions}\\,(${dimensions} - 1)} \\sum_{i \\neq j} \\operatorname{corr}_b\\bigl(${vector}_b^{\\,i},\\ ${vector}_b^{\\,j}\\bigr)`,
  };
}

export const COLLAPSE_FORMULAS = {
  embedding: collapseFormulas('z', D),
  representation: collapseFormulas('h', 'm'),
};

/** Of the online classifier with outputs o for the classes y of the batch. */
export const CLASSIFIER_FORMULAS = {
  entropy: `-\\frac{1}{${N}} \\sum_{b=1}^{${N}} \\log \\frac{\\exp(o_{b,y_b})}{\\sum_k \\exp(o_{b,k})}`,
  top1: `\\frac{\\#\\{b : \\arg\\max_k o_{b,k} = y_b\\}}{${N}}`,
  top5: `\\frac{\\#\\{b : y_b \\in \\operatorname{top}_5 o_b\\}}{${N}}`,
} as const;

export const KNN_FORMULAS = {
  top1: '\\hat y = \\arg\\max_c \\sum_{k \\in \\mathrm{NN}_{20},\\ y_k = c} \\exp\\bigl(\\cos(h, h_k) / 0.07\\bigr)',
  chance: '\\max_c \\frac{\\#\\{k : y_k = c\\}}{\\#\\{k\\}}',
} as const;

export const RUN_FORMULAS = {
  learningRate: `\\mathrm{peak} = \\mathrm{base} \\cdot \\frac{${N}}{256}`,
  imagesPerSecond: `\\frac{${N}}{\\text{seconds of a step}}`,
  lossScale:
    '\\theta \\leftarrow \\theta - \\operatorname{update}\\Bigl(\\frac{\\nabla(\\mathrm{scale} \\cdot \\mathcal{L})}{\\mathrm{scale}}\\Bigr)',
} as const;
