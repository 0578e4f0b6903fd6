/** @file The page over a fake training, for work on the page: `npx vite`, then /src/ui/testing/?fail=… */
import { Failure } from '../../failure';
import { start } from '../start';
import { fakeTraining } from './fakeTraining';

const query = new URLSearchParams(window.location.search);

const NO_WEBGPU = new Failure({
  code: 'no_webgpu',
  message: 'This browser offers no WebGPU.',
  doing: 'opening the GPU',
  remedy: 'Open the page in Chrome or Edge 121 or newer, or turn on WebGPU in the settings of your browser.',
}).info;

start(() =>
  Promise.resolve(
    fakeTraining({
      stepTime: Number(query.get('stepTime') ?? 30),
      openTime: Number(query.get('openTime') ?? 0),
      evaluationTime: Number(query.get('evaluationTime') ?? 20),
      ...(query.get('fail') === 'open' ? { openFailure: NO_WEBGPU } : {}),
      ...(query.get('fail') === 'step' ? { failAt: 120 } : {}),
      ...(query.get('fail') === 'device' ? { loseAt: 120 } : {}),
    }),
  ),
);
