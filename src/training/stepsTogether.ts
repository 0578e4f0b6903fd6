/** How long the steps of one piece take, in s: two pieces may be under way when a pause comes, and it is felt at once. */
const PIECE = 0.03;

/**
 * How many steps go to the device in one piece: many short ones, so that a fast device is not kept waiting after each;
 * one where steps take long.
 *
 * @param stepsPerSecond lately; 0 where that is not known
 * @param isLookDue whether something is to be looked at after so many more steps: that one is the last of its piece
 */
export function stepsTogether(stepsPerSecond: number, isLookDue: (steps: number) => boolean): number {
  const most = Math.floor(PIECE * stepsPerSecond);
  let steps = 1;
  while (steps < most && !isLookDue(steps)) steps++;
  return steps;
}
