import { DEVICE_CHOICES, type DeviceChoice } from '../../compute/openComputer';

const PARAMETER = 'device';

/** Where to compute, as the query of the page's address says; whatever is none of the choices is `auto`. */
export function deviceChoiceOf(search: string): DeviceChoice {
  const wanted = new URLSearchParams(search).get(PARAMETER);
  return DEVICE_CHOICES.find((choice) => choice === wanted) ?? 'auto';
}

/** The address of the same page with another choice; the rest of it stays. */
export function withDeviceChoice(address: string, choice: DeviceChoice): string {
  const url = new URL(address);
  if (choice === 'auto') url.searchParams.delete(PARAMETER);
  else url.searchParams.set(PARAMETER, choice);
  return url.href;
}
