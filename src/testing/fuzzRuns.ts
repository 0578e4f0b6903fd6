/** How often a test tries random input: `usual` times, and far more often in `npm run test:deep`. */
export function fuzzRuns(usual: number): number {
  return usual * Number(process.env.FUZZ_FACTOR ?? 1);
}
