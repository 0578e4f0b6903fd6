/** Seconds that tuning may take: where a person waits for it, and where it only comes before a first run. */
export const TUNE_SECONDS = { asked: 30, unasked: 3 };
