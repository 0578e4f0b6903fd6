export interface FailedTest {
  name: string;
  message: string;
}
export interface Troubles {
  failed: FailedTest[];
  flaky: FailedTest[];
}
export function vitestTroubles(report: unknown, root: string): Troubles;
export function playwrightTroubles(report: unknown): Troubles;
export function troublesText(troubles: readonly Troubles[]): string;
