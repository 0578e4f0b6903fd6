export const BUILD_SOURCES: readonly string[];
export function isStale(output: string, sources: readonly string[]): boolean;
