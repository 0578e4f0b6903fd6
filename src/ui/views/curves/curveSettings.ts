/** How curves are drawn; the person's choice, kept while a run goes on. */
export interface CurveSettings {
  readonly x: 'step' | 'seconds';
  readonly scale: 'linear' | 'log';
  /** Weight of the exponential moving average: 0 draws the values as they are. */
  readonly smoothing: number;
  /** Fits the axes to all but the most extreme values. */
  readonly ignoreOutliers: boolean;
}

export const DEFAULT_CURVE_SETTINGS: CurveSettings = {
  x: 'step',
  scale: 'linear',
  smoothing: 0.6,
  ignoreOutliers: true,
};
