import { z } from '../zod';
import { field, type Effect } from './field';

const effect: Effect = 'live';

function coefficient(label: string, symbol: string, help: string, reference: string) {
  return field(z.number().min(0).max(1000), { label, symbol, help, effect, step: 0.5, reference });
}

function matches(label: string, help: string) {
  return field(z.int().min(-1).max(4096), {
    label,
    symbol: 'γ',
    unit: 'matches',
    help,
    effect,
    reference: '--num_matches',
  });
}

export const lossConfig = z.strictObject({
  alpha: field(z.number().min(0).max(1), {
    label: 'Global weight',
    symbol: 'α',
    help: 'Loss = α · global + (1 − α) · local. 1 is plain VICReg, 0 trains on matched cells alone.',
    effect,
    step: 0.01,
    reference: '--alpha',
  }),
  lambda: coefficient(
    'Invariance',
    'λ',
    'Weight of the squared distance between the two embeddings of a pair.',
    '--inv-coeff',
  ),
  mu: coefficient(
    'Variance',
    'μ',
    'Weight of the hinge that keeps the spread of each dimension above 1.',
    '--var-coeff',
  ),
  nu: coefficient(
    'Covariance',
    'ν',
    'Weight of the squared off-diagonal covariances, which spreads information over dimensions.',
    '--cov-coeff',
  ),
  matchesForward: matches(
    'Matches, first',
    'How many of the best matches are kept when the first view of an ordered pair looks for its cells in the second; −1 keeps all.',
  ),
  matchesBackward: matches(
    'Matches, second',
    'How many of the best matches are kept when the second view of an ordered pair looks back; −1 keeps all.',
  ),
  matchesRule: field(z.enum(['direction', 'view']), {
    label: 'Which γ applies',
    help: 'By direction, as the reference’s code does; or by the view that looks, as the paper reads: the first value for global views, the second for small ones.',
    effect,
    advanced: true,
    options: { direction: 'By direction (code)', view: 'By view (paper)' },
  }),
  embeddingMatchesAll: field(z.boolean(), {
    label: 'Keep all embedding matches',
    help: 'Matches by embedding keep every cell whatever γ says, as the reference does by default.',
    effect,
    reference: '--l2_all_matches',
  }),
  embeddingThreshold: field(z.number().min(0).max(1000).nullable(), {
    label: 'Embedding threshold',
    unit: 'L2 distance',
    help: 'Pairs whose embeddings are further apart are not attracted; off by default.',
    effect,
    step: 0.1,
  }),
  locationThreshold: field(z.number().min(0).max(4096).nullable(), {
    label: 'Location threshold',
    unit: 'px of the source',
    help: 'Pairs whose cells are further apart in the source image are not attracted; off by default.',
    effect,
    step: 0.5,
  }),
  fastVarianceCovariance: field(z.boolean(), {
    label: 'Fast variance and covariance',
    help: 'Local variance and covariance are taken over complete maps instead of matched cells: cheaper, and the covariance of the last view only, as in the reference.',
    effect: 'restart',
    advanced: true,
    reference: '--fast-vc-reg',
  }),
});

export type LossConfig = z.infer<typeof lossConfig>;
