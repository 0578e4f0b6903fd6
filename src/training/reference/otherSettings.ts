import type { OptimConfig } from '../../config/optimConfig';
import type { SuggestedSetting } from '../../failure';
import type { OptimizerDict } from '../../formats/pytorch/optimizerState';
import type { PyDict, PyValue } from '../../formats/pytorch/values';

type Field = 'beta1' | 'beta2' | 'weightDecay' | 'momentum' | 'eta';

/** Where the optimiser's own settings lie. LARS's weight decay is the same for everybody. */
const FIELDS: Readonly<
  Record<OptimizerDict['rule'], Partial<Record<Field, (group: PyDict) => PyValue | undefined>>>
> = {
  adamw: {
    beta1: (group) => pairOf(group.get('betas'))[0],
    beta2: (group) => pairOf(group.get('betas'))[1],
    weightDecay: (group) => group.get('weight_decay'),
  },
  lars: {
    momentum: (group) => group.get('momentum'),
    eta: (group) => group.get('eta'),
  },
};

/** Settings with which the checkpoint's optimiser was trained, where the run has others. The rate is the schedule's. */
export function otherSettings({ rule, groups }: OptimizerDict, config: OptimConfig): SuggestedSetting[] {
  // Of AdamW's groups, the first is not decayed.
  const group = groups[1] ?? groups[0];
  if (group === undefined) return [];
  return Object.entries(FIELDS[rule]).flatMap(([field, read]) => {
    const value = read(group.settings);
    return typeof value !== 'number' || value === config[field as Field]
      ? []
      : [{ path: `optim.${field}`, value }];
  });
}

function pairOf(value: PyValue | undefined): readonly PyValue[] {
  return Array.isArray(value) ? (value as readonly PyValue[]) : [];
}
