type AllOf<Union> = (Union extends unknown ? (part: Union) => void : never) extends (whole: infer All) => void
  ? All
  : never;

/** One object of the properties of all parts. */
export function merged<Part extends object>(parts: readonly Part[]): AllOf<Part> {
  return Object.assign({}, ...parts) as AllOf<Part>;
}
