/** All settings. */
export function Panels() {
  return <div />;
}
