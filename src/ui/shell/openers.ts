/** Opens what lies over the page. */
export interface Openers {
  readonly share: () => void;
  readonly exports: () => void;
  readonly help: () => void;
  readonly runs: () => void;
  readonly palette: () => void;
  readonly tour: () => void;
}
