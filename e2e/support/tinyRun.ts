import { findPreset } from '../../src/config/presets';
import type { RunConfig } from '../../src/config/runConfig';
import { REFERENCE_ASPECT } from '../../src/config/viewsConfig';

/** For `tinyRun`: it does not end while a test looks at it, however slow the test is. */
export function endless({ run }: RunConfig): void {
  run.length = 100_000;
}

/** A run that a software GPU trains in seconds: 64 scenes of 32 px, one ConvNeXt block, 8 × 8 cells. */
export function tinyRun(change: (config: RunConfig) => void = () => undefined): RunConfig {
  const config = structuredClone(findPreset('playground')!.config);
  Object.assign(config.data, { size: 32, count: 64 });
  config.views.crops = [{ size: 32, count: 2, scaleMin: 0.4, scaleMax: 1, ...REFERENCE_ASPECT }];
  config.model.backbone = {
    family: 'convnext',
    patch: 4,
    depths: [1],
    widths: [16],
    layerScale: 0,
    dropPath: 0,
  };
  config.model.globalExpander = '16-16';
  config.model.localExpander = '8-8';
  Object.assign(config.optim, { baseLr: 0.3, warmup: 2 });
  Object.assign(config.run, { batch: 8, length: 200, unit: 'steps', reportEvery: 1, snapshotEvery: 4 });
  change(config);
  return config;
}
