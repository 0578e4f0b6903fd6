export function findChromium(): string | undefined;
export const HEADLESS_FLAGS: string[];
export const CHROMIUM_FLAGS: string[];
