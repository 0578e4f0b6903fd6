import { expect, it } from 'vitest';
import { phaseTimes } from './stepPhases';

const step = (...programs: string[]) =>
  programs.map((program) => ({ program, workgroups: [1, 1, 1] as const, milliseconds: 1 }));

it('tells the phases of a step by the order of its programs', () => {
  const dispatches = step(
    ...[
      'renderViews.taps',
      'renderViews.blurColumns,lines=8,size=32',
      'patch_conv,patch=4',
      'linear,activation=gelu',
    ],
    ...['moments,kind=rows', 'gram', 'nearest', 'fill', 'sumTerms,global=1,local=1'],
    ...['termsGradient', 'momentsGradient', 'linear_weight_gradient', 'fill'],
    ...['loss_scale_scan,count=4', 'loss_scale_step', 'adamw,count=4', 'collapseMeasures', 'copy'],
  );
  const times = phaseTimes(dispatches);
  expect(Object.fromEntries(times.map(({ phase, milliseconds }) => [phase, milliseconds]))).toEqual({
    ...{ views: 2, forward: 2, criterion: 5, backward: 4, update: 3, measures: 2 },
  });
  expect(times.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
});

it('claims nothing of what is no step', () => {
  expect(phaseTimes(step('fill', 'linear'))).toEqual([]);
});
