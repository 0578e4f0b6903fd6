export const ISOLATION: Record<string, string>;
export const HEADERS: Record<string, string>;
export const DEV_HEADERS: Record<string, string>;
