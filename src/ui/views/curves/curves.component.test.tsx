import { MantineProvider } from '@mantine/core';
import type { PlotlyHTMLElement } from 'plotly.js';
import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { append, emptyHistory, type RunHistory } from '../../history/history';
import { theme } from '../../theme/theme';
import { CurvesView } from './CurvesView';

const STEPS = 100_000;

function longer(history: RunHistory, from: number, to: number): RunHistory {
  let next = history;
  for (let step = from; step <= to; step++) {
    next = append(next, {
      step,
      alpha: 0.75,
      loss: { total: 20 + Math.sin(step) },
      learningRate: 0.1,
      imagesPerSecond: 1,
      representationStd: 0.1,
      representationCorrelation: 0,
      gpuBytes: 1,
      seconds: step,
    });
  }
  return next;
}

/** What plotly makes of its element; its types leave the sending of events out. */
interface Drawn extends Element, Pick<PlotlyHTMLElement, 'data'> {
  readonly layout: { readonly xaxis: { readonly range: readonly [number, number] } };
  emit(event: string, change: object): void;
}

it('draws no more of 100,000 points than the screen shows, and keeps the zoom while more come', async () => {
  const history = longer(emptyHistory(), 1, STEPS);
  const shown = (of: RunHistory) => (
    <MantineProvider theme={theme}>
      <div style={{ width: 600 }}>
        <CurvesView history={of} />
      </div>
    </MantineProvider>
  );
  const view = await render(shown(history));
  const plot = () => document.querySelector<Drawn>('.js-plotly-plot');
  const lengths = () => plot()!.data.map((trace) => ('x' in trace ? (trace.x as Float64Array).length : 0));
  await expect.poll(() => (plot() === null ? 0 : Math.max(...lengths()))).toBeGreaterThan(200);
  expect(Math.max(...lengths())).toBeLessThanOrEqual(2 * 600);

  plot()!.emit('plotly_relayout', { 'xaxis.range[0]': 40_000, 'xaxis.range[1]': 40_100 });
  await expect.poll(() => plot()!.layout.xaxis.range).toEqual([40_000, 40_100]);
  await expect.poll(() => Math.max(...lengths())).toBe(101 + 1);

  await view.rerender(shown(longer(history, STEPS + 1, STEPS + 50)));
  await expect.element(page.getByRole('button', { name: 'Reset zoom' })).toBeEnabled();
  expect(plot()!.layout.xaxis.range).toEqual([40_000, 40_100]);
  await page.getByRole('button', { name: 'Reset zoom' }).click();
  await expect.poll(() => plot()!.layout.xaxis.range[1]).toBeGreaterThanOrEqual(STEPS + 50);
});
