import type { Page } from '@playwright/test';

/** What the plots show now: the most points of a line, and the last place on the x axis. */
export function plotPoints(page: Page): Promise<{ most: number; last: number }> {
  return page.evaluate(() => {
    const plots = [...document.querySelectorAll('.js-plotly-plot')] as unknown as {
      data: { x: ArrayLike<number> }[];
    }[];
    const lines = plots.flatMap(({ data }) => data.map(({ x }) => x));
    return {
      most: Math.max(0, ...lines.map(({ length }) => length)),
      last: Math.max(0, ...lines.map((x) => x[x.length - 1] ?? 0)),
    };
  });
}
