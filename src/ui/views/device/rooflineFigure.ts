import type { Data } from 'plotly.js';
import type { OpTime } from '../../../device/measure/measurement';
import type { DeviceSpeed } from '../../../device/speed';
import { CHROME, VISUAL } from '../../theme/tokens';
import type { Figure } from '../curves/figure';
import { plotAxis, plotLayout, type PlotSpace } from '../plotBase';

/** Room around the outermost points, as a factor. */
const ROOM = 2;
const GIGA = 1e9;

/** The roofline plot (Williams et al., 2009): what ops reach below what the device can do, both axes logarithmic. */
export function rooflineFigure(ops: readonly OpTime[], speed: DeviceSpeed, space: PlotSpace): Figure {
  const { unit, scheme } = space;
  const points = ops
    .filter(({ operations, bytes, milliseconds }) => operations > 0 && bytes > 0 && milliseconds > 0)
    .map(({ name, operations, bytes, milliseconds }) => ({
      name,
      x: operations / bytes,
      y: operations / (milliseconds / 1000) / GIGA,
    }));
  const ridge = speed.operationsPerSecond / speed.bytesPerSecond;
  const low = Math.min(ridge, ...points.map(({ x }) => x)) / ROOM;
  const high = Math.max(ridge, ...points.map(({ x }) => x)) * ROOM;
  const roof = [low, ridge, high].map((x) => ({
    x,
    y: Math.min(speed.operationsPerSecond, x * speed.bytesPerSecond) / GIGA,
  }));
  const data = [
    {
      type: 'scatter',
      mode: 'lines',
      uid: 'roof',
      x: roof.map(({ x }) => x),
      y: roof.map(({ y }) => y),
      line: { color: CHROME[scheme].ink2, width: 1.6 * unit },
      hoverinfo: 'skip',
    },
    {
      type: 'scatter',
      mode: 'markers',
      uid: 'ops',
      x: points.map(({ x }) => x),
      y: points.map(({ y }) => y),
      text: points.map(({ name }) => name),
      marker: { color: VISUAL.total[scheme], size: 8 * unit, symbol: VISUAL.total.symbol },
      hovertemplate: '%{text}<br>%{y:.3g} GFLOP/s<extra></extra>',
    },
  ];
  const axis = (title: string) => ({
    ...plotAxis(space, title),
    type: 'log',
    exponentformat: 'power',
    dtick: 1,
  });
  const layout = plotLayout(space, {
    hovermode: 'closest',
    uirevision: 'roofline',
    xaxis: axis('operations per byte, FLOP/B'),
    yaxis: axis('speed, GFLOP/s'),
  });
  return { data: data as unknown as Data[], layout };
}
