/**
 * Places `[n, 2]` with each axis turned the way that it went before, so that a picture does not flip; as they are where
 * none were before.
 */
export function alignPlaces(before: Float32Array | null, now: Float32Array): Float32Array {
  if (before?.length !== now.length) return now;
  const agreement = [0, 0];
  now.forEach((value, at) => (agreement[at % 2]! += value * before[at]!));
  return now.map((value, at) => (agreement[at % 2]! < 0 ? -value : value));
}
