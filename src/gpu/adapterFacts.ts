import type { AdapterFacts } from '../compute/deviceSummary';

/** What Chromium tells besides, with developer features, and Dawn in Node. */
interface MoreInfo {
  readonly driver?: unknown;
  readonly subgroupMinSize?: unknown;
  readonly subgroupMaxSize?: unknown;
}

/** What an adapter and the device on it say of themselves. */
export function adapterFacts(info: GPUAdapterInfo, limits: GPUSupportedLimits): AdapterFacts {
  const { vendor, architecture, device, description } = info;
  const { driver, subgroupMinSize, subgroupMaxSize } = info as MoreInfo;
  const hasSubgroups = isCount(subgroupMinSize) && isCount(subgroupMaxSize);
  return {
    ...{ vendor, architecture, device, description },
    driver: typeof driver === 'string' ? driver : '',
    ...(hasSubgroups ? { subgroups: [subgroupMinSize, subgroupMaxSize] as const } : {}),
    limits: limitsOf(limits),
  };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && value > 0;
}

/** Browsers have the limits on the prototype, so that only `in` finds them. */
function limitsOf(limits: GPUSupportedLimits): Record<string, number> {
  const found: Record<string, number> = {};
  for (const name in limits) {
    const value: unknown = Reflect.get(limits, name);
    if (typeof value === 'number') found[name] = value;
  }
  return found;
}
