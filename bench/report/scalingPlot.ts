import { axes, drawing, logAxis, text, type Frame } from '../../src/formats/svg/plot';

/** One plot of times against one extent. */
export interface ScalingPanel {
  readonly title: string;
  /** Name of the extent. */
  readonly extent: string;
  readonly series: readonly {
    readonly name: string;
    readonly points: readonly (readonly [number, number])[];
  }[];
}

const PANEL = { width: 320, height: 320 };
const COLOURS = ['#1f6fb2', '#c8541a'];
/** The thin line through a series' last point grows as the extent does. */
const PROPORTIONAL = 'stroke="#888" stroke-dasharray="4 4"';

/** Milliseconds against extents, both logarithmic, side by side; a dashed line shows growth in proportion. */
export function scalingPlot(panels: readonly ScalingPanel[]): string {
  return drawing(
    PANEL.width * panels.length,
    PANEL.height,
    panels.flatMap((panel, index) => drawPanel(panel, index * PANEL.width, index)),
  );
}

function drawPanel({ title, extent, series }: ScalingPanel, offset: number, index: number): string[] {
  const frame: Frame = {
    left: offset + 70,
    right: offset + PANEL.width - 20,
    top: 40,
    bottom: PANEL.height - 55,
  };
  const points = series.flatMap((line) => line.points);
  const x = logAxis(
    points.map(([value]) => value),
    2,
    frame.left,
    frame.right,
  );
  const y = logAxis(
    points.map(([, ms]) => ms),
    10,
    frame.bottom,
    frame.top,
  );
  const clip = `panel${index}`;
  return [
    `<clipPath id="${clip}"><path d="M${frame.left} ${frame.top}H${frame.right}V${frame.bottom}H${frame.left}Z"/></clipPath>`,
    text((frame.left + frame.right) / 2, 22, title),
    axes(frame, x, y, { x: extent, y: 'ms' }),
    ...series.flatMap(({ name, points: line }, number) => {
      const colour = COLOURS[number % COLOURS.length]!;
      const places = line.map(([value, ms]) => [x.place(value), y.place(ms)] as const);
      const [lastValue, lastMs] = line.at(-1)!;
      const proportional = [x.low, x.high].map(
        (value) => `${x.place(value).toFixed(1)},${y.place((lastMs * value) / lastValue).toFixed(1)}`,
      );
      const path = places.map(([a, b]) => `${a.toFixed(1)},${b.toFixed(1)}`).join(' ');
      return [
        `<polyline points="${proportional.join(' ')}" fill="none" ${PROPORTIONAL} clip-path="url(#${clip})"/>`,
        `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
        ...places.map(
          ([a, b]) => `<circle cx="${a.toFixed(1)}" cy="${b.toFixed(1)}" r="3.5" fill="${colour}"/>`,
        ),
        ...(series.length > 1
          ? [`<g fill="${colour}">${text(frame.left + 10, frame.top + 16 + number * 16, name, 'start')}</g>`]
          : []),
      ];
    }),
  ];
}
