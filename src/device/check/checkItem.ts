import type { CheckPart, CheckRow } from './checkRow';

/** One comparison of a check, before it is made. */
export interface CheckItem {
  readonly part: CheckPart;
  readonly name: string;
  readonly size: string;
  /** Makes it. What it throws becomes the row's problem. */
  readonly compare: () => Promise<
    Pick<CheckRow, 'error' | 'worst' | 'repeats'> & Partial<Pick<CheckRow, 'problem'>>
  >;
}

/** The row of a comparison. */
export async function rowOfItem({ part, name, size, compare }: CheckItem): Promise<CheckRow> {
  const row = { part, name, size };
  try {
    return { ...row, problem: '', ...(await compare()) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { ...row, error: null, worst: '', repeats: true, problem: problem.slice(0, 500) };
  }
}
