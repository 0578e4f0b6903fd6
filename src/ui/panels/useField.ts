import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { getField, sameValue, type FieldDescription, type FieldValue } from '../../config/describe';
import { usedFields } from '../../config/unusedFields';
import { useConfig, useSession } from '../store/context';
import { useProblems } from '../store/problems';
import { useWaits } from '../store/useWaitingChanges';

/** What a control shows of one field, and how it changes it. */
export interface FieldBinding {
  /** The configuration's value, or what was typed and refused. */
  readonly shown: FieldValue | undefined;
  /** The value in the configuration. */
  readonly value: FieldValue | undefined;
  readonly preset: FieldValue | undefined;
  readonly changed: boolean;
  /** True when the active run has another value and only a new run can take this one. */
  readonly waits: boolean;
  /** True where the link keeps it from being changed. */
  readonly locked: boolean;
  readonly error: string | undefined;
  /** A value with which the field would work, when it does not. */
  readonly fits: number | undefined;
  readonly edit: (value: unknown) => void;
  readonly revert: () => void;
}

export function useField({ path }: FieldDescription): FieldBinding {
  const session = useSession();
  const value = useConfig(useShallow((state) => getField(state.config, path)));
  const preset = useConfig(useShallow((state) => getField(state.preset.config, path)));
  const rejected = useConfig((state) => state.rejected[path]);
  const problem = useProblems((problems) => problems.find((found) => found.path === path));
  const waits = useWaits(path);
  const actions = session.config.getState();
  return {
    shown: rejected === undefined ? value : (rejected.value as FieldValue),
    value,
    preset,
    changed: preset !== undefined && !sameValue(value, preset),
    waits,
    locked: actions.isLocked(path),
    error: rejected?.message ?? problem?.message,
    fits: rejected === undefined ? problem?.fits : undefined,
    edit: (next) => actions.edit(path, next),
    revert: () => actions.revert(path),
  };
}

/** Fields of use whose path begins with `prefix`; the same objects as long as the configuration keeps its layout. */
export function useFields(prefix: string): readonly FieldDescription[] {
  const session = useSession();
  const layout = useConfig(({ config: { model, views, data, optim } }) =>
    [model.backbone.family, views.crops.length, data.source, optim.optimizer].join(' '),
  );
  return useMemo(
    () => usedFields(session.config.getState().config).filter(({ path }) => path.startsWith(prefix)),
    // The layout stands for the configuration: values do not change the descriptions.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [session, prefix, layout],
  );
}
