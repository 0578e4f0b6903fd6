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
