export function ensureProgram(
  name: string,
  entry: string,
  options?: { sources?: string[]; outside?: string[] },
): Promise<string>;
