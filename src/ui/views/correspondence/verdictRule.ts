import { LANDING_RADIUS } from '../../../reports/landingRadius';
import type { Verdict } from '../../../reports/verdict';

/** By what matches are judged: the true place, the mask classes of two images' cells, or not at all. */
export type VerdictRule = 'place' | 'class' | 'none';

interface VerdictWords {
  /** Beside the picture. */
  readonly label: string;
  /** In tables and files. */
  readonly word: string;
  readonly why: string;
}

/** What each verdict means under a rule. */
export const VERDICT_WORDS: Readonly<
  Record<Exclude<VerdictRule, 'none'>, Readonly<Record<Verdict, VerdictWords>>>
> = {
  place: {
    right: {
      label: 'right',
      word: 'right',
      why: `The match lands within ${LANDING_RADIUS} cells of the true location`,
    },
    wrong: {
      label: 'wrong',
      word: 'wrong',
      why: `The match lands more than ${LANDING_RADIUS} cells away from the true location`,
    },
    unseen: {
      label: 'outside the dotted area',
      word: 'no true place in view 2',
      why: 'The other view does not show the true location, so no match can be right',
    },
  },
  class: {
    right: { label: 'right', word: 'right', why: 'Both cells have the same class in the masks' },
    wrong: { label: 'wrong', word: 'wrong', why: 'The two cells have different classes in the masks' },
    unseen: {
      label: 'of a class that image 2 lacks',
      word: 'no such class in image 2',
      why: 'The cell has no class, or one that no cell of image 2 has, so no match can be right',
    },
  },
};
