import { describeConfig } from '../../config/describe';
import type { ConfigState } from './configStore';
import type { Message } from './messages';
import { blockingProblems, problemText } from './problems';

/** Key of the message that says why a training did not begin. */
export const BLOCKED = 'blocked';

/** Why no step is done with the panels as they are: a field that cannot be used; `null` when all can. */
export function trainBlock(
  config: Pick<ConfigState, 'config' | 'rejected'>,
  imageCount: number | undefined,
): Message | null {
  const [problem] = blockingProblems(config, imageCount);
  if (problem === undefined) return null;
  const isField = describeConfig(config.config).some(({ path }) => path === problem.path);
  return {
    key: BLOCKED,
    tone: 'caution',
    text: `Correct this before training. ${problemText(problem, config.config)}`,
    ...(isField ? { field: problem.path } : {}),
  };
}
