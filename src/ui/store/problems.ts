import { checkConfig, type ConfigProblem } from '../../config/check';
import { describeConfig } from '../../config/describe';
import type { RunConfig } from '../../config/runConfig';
import type { ConfigState } from './configStore';
import { useConfig, useRun, useSession } from './context';
import { memoizedLast } from './memoizedLast';

/**
 * Values that are fine by themselves and cannot work together.
 * @param imageCount of the loaded data set, as far as it is known.
 */
const problemsOf = memoizedLast(
  (config: RunConfig, imageCount: number | undefined): readonly ConfigProblem[] =>
    checkConfig(config, imageCount === undefined ? undefined : { count: imageCount }),
);

/** Problems that keep the configuration from running: rejected edits first. */
export function blockingProblems(
  { config, rejected }: Pick<ConfigState, 'config' | 'rejected'>,
  imageCount: number | undefined,
): ConfigProblem[] {
  const refused = Object.entries(rejected).map(([path, { message }]) => ({ path, message }));
  return [...refused, ...problemsOf(config, imageCount)];
}

/**
 * A part of the problems of what the panels say, with the data that are loaded. The selector must return the same object
 * while nothing has changed.
 */
export function useProblems<T>(selector: (problems: readonly ConfigProblem[]) => T): T {
  const session = useSession();
  const select = () =>
    selector(problemsOf(session.config.getState().config, session.run.getState().data?.count));
  // Either store may change the answer; a component is only drawn anew when it did.
  useRun(select);
  return useConfig(select);
}

/** A problem with the name of its field, for where the field itself is out of sight. */
export function problemText({ path, message }: ConfigProblem, config: RunConfig): string {
  const label = describeConfig(config).find((field) => field.path === path)?.meta.label ?? path;
  return `${label}: ${message}`;
}
