import type { DeviceSummary } from '../compute/deviceSummary';
import { fingerprintOf } from '../fingerprint';

/**
 * What tells a device with its driver from others, for what is remembered of it: the adapter's own words, the browser's
 * version, which brings parts of the driver, and this program's, which brings the kernels.
 */
export function deviceKey(
  { backend, name, adapter }: DeviceSummary,
  userAgent: string,
  program: string,
): string {
  const { vendor, architecture, device, description, driver } = adapter ?? {};
  const parts = [backend, name, vendor, architecture, device, description, driver, userAgent, program];
  return fingerprintOf(new TextEncoder().encode(JSON.stringify(parts)));
}
