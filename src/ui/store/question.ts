import type { RunStore } from './runStore';

/** Something that is only done when a person agrees. */
export interface Question {
  readonly title: string;
  readonly text: string;
  /** Names of the two answers. */
  readonly agree: string;
  readonly decline: string;
  /** Another thing to agree to; it is told before the answer, which is yes then too. */
  readonly other?: { readonly label: string; readonly choose: () => void };
  readonly answer: (agreed: boolean) => void;
}

/** Asks a person; a question that is still open is answered with no. */
export function createAsk(run: RunStore): (question: Omit<Question, 'answer'>) => Promise<boolean> {
  return (question) =>
    new Promise((resolve) => {
      run.getState().question?.answer(false);
      const answer = (agreed: boolean) => {
        run.dispatch({ type: 'answered' });
        resolve(agreed);
      };
      run.dispatch({ type: 'asked', question: { ...question, answer } });
    });
}
