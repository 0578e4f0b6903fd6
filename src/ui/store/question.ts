/** Something that is only done when a person agrees. */
export interface Question {
  readonly title: string;
  readonly text: string;
  /** Names of the two answers. */
  readonly agree: string;
  readonly decline: string;
  readonly answer: (agreed: boolean) => void;
}
