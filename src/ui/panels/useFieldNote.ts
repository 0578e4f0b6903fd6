import { useConfig, useRun } from '../store/context';

const KNN = 'run.knnEvery';

/** Why a field does nothing with the data that are loaded; `undefined` for one that does, or is off. */
export function useFieldNote(path: string): string | undefined {
  const isOn = useConfig(({ config }) => config.run.knnEvery !== null);
  const lacksLabels = useRun(({ data }) => data !== null && data.classNames === undefined);
  return path === KNN && isOn && lacksLabels
    ? 'These images have no classes, so there is nothing to measure.'
    : undefined;
}
