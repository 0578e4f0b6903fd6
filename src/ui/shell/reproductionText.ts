import type { DataIdentity } from '../../config/dataIdentity';
import type { RunSummary } from '../../config/runSummary';
import { areSameTilings } from '../../config/tilings';
import { measure } from '../../reports/measures';
import type { Reproduction } from '../history/reproduction';
import { significant } from '../../reports/format';
import { identityText } from '../store/identityText';

/** What is known of the two runs besides their numbers. */
type Origin = Pick<RunSummary, 'device' | 'data' | 'tilings'>;

const stepText = (step: number) => step.toLocaleString('en');

/** How a run compares with the shared one, and why it may differ; `undefined` before there is something to compare. */
export function reproductionText(
  reproduction: Reproduction,
  theirs: Origin,
  own: Origin,
): string | undefined {
  switch (reproduction.verdict) {
    case 'waiting':
      return undefined;
    case 'same': {
      const { upTo, compared } = reproduction;
      return `Reproduced up to step ${stepText(upTo)}: ${compared} of ${compared} numbers are the same to the last digit.`;
    }
    case 'rounding': {
      const { upTo } = reproduction;
      return `Reproduced within rounding up to step ${stepText(upTo)}. ${reasonText(theirs, own)}`;
    }
    case 'differs': {
      const { from, measure: key, theirs: wanted, own: found } = reproduction;
      const values = `${measure(key).label} is ${significant(found)} instead of ${significant(wanted)}`;
      return `Differs from step ${stepText(from)} on: ${values}. ${reasonText(theirs, own)}`;
    }
  }
}

/** That other images are loaded than the shared run was trained on, where that is known. */
export function otherImagesText(
  { summary, data }: { readonly summary: Pick<RunSummary, 'data'>; readonly data?: DataIdentity },
  own: string | undefined,
): string | undefined {
  const theirs = summary.data ?? data?.fingerprint;
  if (theirs === undefined || own === undefined || theirs === own) return undefined;
  const which = data === undefined ? '' : ` (${identityText(data)})`;
  return `Other images are loaded than those of the shared run${which}.`;
}

function reasonText(theirs: Origin, own: Origin): string {
  if (theirs.data !== undefined && own.data !== undefined && theirs.data !== own.data)
    return 'It was trained on other images.';
  if (theirs.device !== own.device)
    return `Another device computed it (${theirs.device === '' ? 'unknown' : theirs.device}): sums in another order differ in their last digits, and training makes differences grow.`;
  if (!areSameTilings(theirs.tilings, own.tilings))
    return 'Its kernels were cut up differently, which changes how sums are rounded.';
  return 'It may come from another version, or its settings were changed while it trained.';
}
