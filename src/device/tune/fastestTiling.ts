import { isSameTiling } from '../../config/tilings';
import type { BackendView } from '../../gpu/backendView';
import type { TilingQuestion } from '../../gpu/tilings/chooseTiling';
import { Trial } from '../../gpu/tilings/trial';
import type { TunedKernel } from '../../reports/tuning';

/** A tiling must take less than this share of the best so far: two runs of one differ by as much. */
const WORTH = 0.97;
/** Tilings that are compiled at once: enough for all cores, few enough to end soon. */
const AT_ONCE = 6;

/**
 * Times a kernel with each of its tilings. One that gives other results than the rule's is never taken.
 * @param isOver ends the trial early, with the best so far
 * @returns `undefined` where there is no choice, or where not even the rule's could be tried
 */
export async function fastestTiling(
  backend: BackendView,
  question: TilingQuestion,
  isOver: () => boolean,
): Promise<TunedKernel | undefined> {
  const { key, title, rule } = question;
  const others = question.candidates.filter((one) => !isSameTiling(one, rule));
  if (others.length === 0) return undefined;
  const trial = new Trial(backend, question);
  try {
    if ((await trial.compile([rule])).length === 0) return undefined;
    const ruleMilliseconds = await trial.milliseconds(rule);
    let best = { chosen: rule, chosenMilliseconds: ruleMilliseconds };
    for (let begin = 0; begin < others.length && !isOver(); begin += AT_ONCE)
      for (const tiling of await trial.compile(others.slice(begin, begin + AT_ONCE))) {
        if (isOver()) break;
        const milliseconds = await trial.milliseconds(tiling);
        const isFaster = milliseconds < WORTH * best.chosenMilliseconds;
        if (isFaster && (await trial.isRight(tiling)))
          best = { chosen: tiling, chosenMilliseconds: milliseconds };
      }
    return { key, title, rule, ruleMilliseconds, ...best };
  } finally {
    trial.dispose();
  }
}
