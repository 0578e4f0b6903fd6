/** Scrolls to an element of the page and puts the focus there. The address keeps its hash, which holds the configuration. */
export function goTo(id: string): void {
  const element = document.getElementById(id);
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: 'start' });
}
