import { describe, expect, it } from 'vitest';
import type { GradientReport } from '../../../reports/gradients';
import { ratioFigure, shareFigure } from './gradientFigure';
import { gradientsCsv, gradientsJson } from './gradientFiles';
import { gradientSeries, sharedStages } from './gradientSeries';

/** Norms of the branches 3 and 4 in the stem, 0 and `local` in the local expander. */
const report = (local: number): GradientReport => ({
  parts: [{ branch: 'global' }, { branch: 'local' }],
  losses: [3, 2].map((value) => ({ invariance: value, variance: 1, covariance: 0 })),
  stages: [
    { id: 'stem', title: 'Stem', parameters: 2, weightSquares: 4, products: Float32Array.of(9, 0, 0, 16) },
    {
      ...{ id: 'local expander', title: 'Local expander', parameters: 2, weightSquares: 12 },
      products: Float32Array.of(0, 0, 0, local ** 2),
    },
  ],
});
const looks = [
  { step: 0, report: report(3) },
  { step: 20, report: report(0) },
];
const series = gradientSeries(looks);
const SPACE = { width: 400, height: 300, unit: 1, scheme: 'light', touch: false } as const;

describe('gradients over the steps', () => {
  it('are the shares and ratios of each look, over the network and by stage', () => {
    expect(series.steps).toEqual([0, 20]);
    // Both stages together: ‖g‖ global 3, local √(16 + 9) = 5.
    expect(series.whole.globalShare[0]).toBeCloseTo(3 / 8);
    expect(series.whole.globalShare[1]).toBeCloseTo(3 / 7);
    expect(series.whole.ratio[0]).toBeCloseTo(Math.sqrt(9 + 25) / 4);
    const [stem, expander] = series.stages;
    expect(stem).toMatchObject({ title: 'Stem', ratio: [2.5, 2.5] });
    expect(expander!.globalShare).toEqual([0, null]);
    // What one branch alone reaches is always all or nothing.
    expect(sharedStages(series)).toEqual([stem]);
  });

  it('are drawn in per cent against the step, both branches or stage by stage', () => {
    const { data, layout } = shareFigure(series, 'network', SPACE);
    expect(layout.xaxis).toMatchObject({ title: { text: 'step' } });
    expect(layout.yaxis).toMatchObject({ title: { text: 'share of the gradient norms, %' } });
    const [global, local] = data as { name: string; x: number[]; y: number[]; line: { dash: string } }[];
    expect([global!.name, local!.name]).toEqual(['Global', 'Local']);
    expect(global!.x).toEqual([0, 20]);
    expect(global!.y[0]! + local!.y[0]!).toBeCloseTo(100);
    expect(global!.line.dash).not.toBe(local!.line.dash);
    const stages = shareFigure(series, 'stages', SPACE);
    expect(stages.data.map(({ name }) => name)).toEqual(['Stem', 'Whole network']);
    expect(stages.layout.uirevision).not.toBe(layout.uirevision);
  });

  it('have ratios on a logarithmic axis, without a place for none', () => {
    const { data, layout } = ratioFigure(series, SPACE);
    expect(layout.yaxis).toMatchObject({ type: 'log', title: { text: 'gradient norm by weight norm' } });
    expect(data.map(({ name }) => name)).toEqual(['Stem', 'Local expander', 'Whole network']);
    // Plotly takes a plot away by selectors that have these in them.
    for (const { uid } of data as { uid: string }[]) expect(uid).toMatch(/^[a-z-]+$/);
    expect(data[1]).toMatchObject({ y: [expect.closeTo(3 / Math.sqrt(12)), null] });
  });
});

describe('the files', () => {
  it('have a row for each stage of each look', () => {
    const [head, ...rows] = gradientsCsv(looks).trim().split('\n');
    expect(head).toBe('step,stage,parameters,weight_norm,norm,norm_global,norm_local,cosine,ratio');
    expect(rows[0]).toBe('0,stem,2,2,5,3,4,0,2.5');
    expect(rows.map((row) => row.split(',')[0])).toEqual(['0', '0', '20', '20']);
  });

  it('have a column for each term, kind of match and both, of every look', () => {
    const look = (step: number) => ({
      step,
      report: {
        parts: [
          { branch: 'local', kind: 'embedding', term: 'variance' } as const,
          { branch: 'local', kind: 'location', term: 'variance' } as const,
        ],
        losses: [],
        stages: [{ ...report(0).stages[0]!, products: Float32Array.of(4, 4, 4, 4) }],
      },
    });
    const [head, ...rows] = gradientsCsv([look(0), look(1)])
      .trim()
      .split('\n');
    expect(head!.split(',').slice(9)).toEqual([
      'norm_local_variance',
      'norm_local_embedding',
      'norm_local_location',
      'norm_local_embedding_variance',
      'norm_local_location_variance',
    ]);
    for (const row of rows) expect(row.split(',').slice(9)).toEqual(['4', '2', '2', '2', '2']);
  });

  it('have all numbers as JSON', () => {
    const { looks: read } = JSON.parse(gradientsJson(looks)) as { looks: Record<string, unknown>[] };
    expect(read[0]).toMatchObject({ step: 0, globalShare: 0.375 });
    expect(read[0]!.parts).toMatchObject([{ name: 'global', loss: { invariance: 3 } }, { name: 'local' }]);
    expect(read[0]!.stages).toMatchObject([
      {
        id: 'stem',
        norm: 5,
        branches: { global: 3, local: 4 },
        cosine: 0,
        products: [
          [9, 0],
          [0, 16],
        ],
      },
      { id: 'local expander', cosine: null },
    ]);
  });
});
