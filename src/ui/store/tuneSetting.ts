const KEY = 'tune-first';
const OFF = 'off';

/** Whether kernels are tuned by themselves before the first run on a GPU that is new to this browser. */
export function tunesFirst(): boolean {
  try {
    return localStorage.getItem(KEY) !== OFF;
  } catch {
    // A browser that keeps nothing would tune at every visit.
    return false;
  }
}

/** Holds from the next opening of the device on. */
export function setTunesFirst(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, OFF);
  } catch {
    // Then nothing is tuned by itself anyway.
  }
}
