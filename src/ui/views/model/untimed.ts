import type { Untimed } from '../../../worker/protocol';

/** Why the programs of a step have no times, for people. */
export const WHY_UNTIMED: Readonly<Record<Untimed, string>> = {
  processor: 'The processor computes: there are no GPU programs to time.',
  'no timestamps': 'This adapter tells no times: it lacks timestamp-query.',
  'not recorded': 'No step is recorded: train one first.',
};
