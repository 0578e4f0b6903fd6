import { select } from 'd3-selection';
import { zoom, zoomIdentity, zoomTransform, type D3ZoomEvent, type ZoomBehavior } from 'd3-zoom';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { WHOLE, type ScatterZoom } from './scatterDrawing';

/** How much larger than the whole a part can be. */
const MOST = 40;
/** Pixels that a pointer may move between press and release and still choose a point. */
const CLICK = 4;

interface Size {
  readonly width: number;
  readonly height: number;
}

interface ZoomOfScatter {
  readonly shown: ScatterZoom;
  /** Makes what is on show so many times as large, about a place on the page or its middle. */
  readonly by: (factor: number, about?: readonly [x: number, y: number]) => void;
  /** Moves so that a place on the page comes to the middle. */
  readonly to: (x: number, y: number) => void;
  /** Shows the whole again. */
  readonly reset: () => void;
}

/**
 * Which part of a plot is on show: wheel, pinch and drag change it, a double click shows the whole. It stays the same
 * part when the points or the size change.
 */
export function useScatterZoom(
  ref: RefObject<HTMLCanvasElement | null>,
  { width, height }: Size,
): ZoomOfScatter {
  const [shown, setShown] = useState(WHOLE);
  const latest = useRef(WHOLE);
  const behaviour = useRef<ZoomBehavior<HTMLCanvasElement, unknown> | null>(null);
  useEffect(() => {
    const canvas = ref.current;
    if (canvas === null || width === 0) return;
    const selection = select(canvas);
    const whole: [[number, number], [number, number]] = [
      [0, 0],
      [width, height],
    ];
    const own = zoom<HTMLCanvasElement, unknown>()
      .extent(whole)
      .translateExtent(whole)
      .scaleExtent([1, MOST])
      .clickDistance(CLICK)
      .filter((event: MouseEvent | TouchEvent | WheelEvent) => isForZoom(event, canvas))
      .on('zoom', ({ transform: { k, x, y } }: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
        latest.current = { k, x: x / width, y: y / height };
        setShown(latest.current);
      });
    const { k, x, y } = latest.current;
    selection.call(own).on('dblclick.zoom', () => own.transform(selection, zoomIdentity));
    own.transform(selection, zoomIdentity.translate(x * width, y * height).scale(k));
    behaviour.current = own;
    return () => {
      selection.on('.zoom', null);
      behaviour.current = null;
    };
  }, [ref, width, height]);
  const act = (
    change: (own: ZoomBehavior<HTMLCanvasElement, unknown>, canvas: HTMLCanvasElement) => void,
  ) => {
    if (ref.current !== null && behaviour.current !== null) change(behaviour.current, ref.current);
  };
  return {
    shown,
    by: (factor, about) =>
      act((own, canvas) => own.scaleBy(select(canvas), factor, about && [about[0], about[1]])),
    to: (x, y) =>
      act((own, canvas) => own.translateTo(select(canvas), ...zoomTransform(canvas).invert([x, y]))),
    reset: () => act((own, canvas) => own.transform(select(canvas), zoomIdentity)),
  };
}

/** One finger scrolls the page as long as the whole is on show: there is nothing to move. */
function isForZoom(event: MouseEvent | TouchEvent | WheelEvent, canvas: HTMLCanvasElement): boolean {
  if ('touches' in event) return event.touches.length > 1 || zoomTransform(canvas).k > 1;
  return event.button === 0 && (!event.ctrlKey || event.type === 'wheel');
}
