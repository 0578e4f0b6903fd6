/** Values under numbered names: `name0`, `name1`, … */
export function numbered<T>(name: string, values: readonly T[]): Record<string, T> {
  return Object.fromEntries(values.map((value, i) => [`${name}${i}`, value]));
}
