const KEY = 'tour-seen';

/** True where nobody has seen the tour yet, and no link brought them: whoever follows a link has something to look at. */
export function isFirstVisit(): boolean {
  try {
    return window.location.hash.length <= 1 && localStorage.getItem(KEY) === null;
  } catch {
    // A browser that keeps nothing would show it every time.
    return false;
  }
}

/** The tour does not come by itself again. */
export function markTourSeen(): void {
  try {
    localStorage.setItem(KEY, 'yes');
  } catch {
    // Then it does not come by itself either.
  }
}
