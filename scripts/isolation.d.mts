export const ISOLATION: Record<string, string>;
