import { ActionIcon } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconZoomIn, IconZoomOut, IconZoomReset } from '@tabler/icons-react';
import { useLayoutEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { CHROME } from '../../theme/tokens';
import { useScheme } from '../scheme';
import { useTextUnit } from '../useTextUnit';
import {
  drawScatter,
  isOnShow,
  onPage,
  pointAt,
  type ScatterPoints,
  type ScatterSpace,
} from './scatterDrawing';
import { useScatterZoom } from './useScatterZoom';
import classes from './embeddings.module.css';

interface ScatterProps extends ScatterPoints {
  readonly label: string;
  /** Gets the point under the pointer or the keyboard. */
  readonly onHover: (point: number | null) => void;
  readonly onChoose: (point: number | null) => void;
  readonly hovered: number | null;
  /** Takes the canvas and its size, for files. */
  readonly onDrawn: (canvas: HTMLCanvasElement, space: ScatterSpace) => void;
}

const ASPECT = 0.7;
/** In rem: a screen shows all of the plot. */
const MOST_HEIGHT = 34;
const STRIDES: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
/** One press of a key or button makes what is on show larger or smaller by this. */
const ZOOM_STEP = 1.5;
const ZOOM_KEYS: Readonly<Record<string, number>> = {
  '+': ZOOM_STEP,
  '=': ZOOM_STEP,
  '-': 1 / ZOOM_STEP,
};

/**
 * Points of a space. The pointer or the arrow keys find one, a click or Enter chooses it, Escape none. Wheel, pinch, + and −
 * zoom, a drag moves, a double click or 0 shows the whole.
 */
export function Scatter(props: ScatterProps) {
  const { places, marks, pictures, chosen, axes, hovered, label, onHover, onChoose, onDrawn } = props;
  const { ref: frame, width } = useElementSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const unit = useTextUnit() * 16;
  const chrome = CHROME[useScheme()];
  const height = Math.round(Math.min(ASPECT * width, MOST_HEIGHT * unit));
  const { shown: zoom, by, to, reset } = useScatterZoom(canvas, { width, height });
  const size = { width, height, unit, zoom };
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (width === 0 || !element || !context) return;
    const ratio = window.devicePixelRatio;
    [element.width, element.height] = [width * ratio, height * ratio];
    context.scale(ratio, ratio);
    const ringed = hovered === null || chosen.includes(hovered) ? chosen : [hovered, ...chosen];
    const { surface: ground, ink1: ink, ink2: quietInk } = chrome;
    const drawn = { width, height, unit, zoom, ground, ink, quietInk };
    drawScatter(context, { places, marks, pictures, chosen: ringed, axes }, drawn);
    onDrawn(element, drawn);
  }, [places, marks, pictures, chosen, axes, hovered, width, height, unit, zoom, chrome, onDrawn]);

  const under = ({ clientX, clientY, currentTarget }: MouseEvent) => {
    const { left, top } = currentTarget.getBoundingClientRect();
    return pointAt(onPage(places, size), clientX - left, clientY - top, unit) ?? null;
  };
  const placeOf = (point: number): [number, number] => {
    const placed = onPage(places, size);
    return [placed[2 * point]!, placed[2 * point + 1]!];
  };
  const current = hovered ?? chosen[0];
  const zoomBy = (factor: number) => by(factor, current === undefined ? undefined : placeOf(current));
  const goTo = (point: number) => {
    const [x, y] = placeOf(point);
    if (!isOnShow(x, y, size)) to(x, y);
    onHover(point);
  };
  const onKey = (event: KeyboardEvent) => {
    const stride = STRIDES[event.key];
    const factor = ZOOM_KEYS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' && hovered !== null) onChoose(hovered);
    else if (event.key === 'Escape') onChoose(null);
    else if (event.key === '0') reset();
    else if (factor !== undefined) zoomBy(factor);
    else if (stride !== undefined) goTo(((current ?? -1) + stride + marks.length) % marks.length);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <div ref={frame} className={classes.scatter}>
        <canvas
          ref={canvas}
          role="application"
          tabIndex={0}
          aria-label={label}
          aria-roledescription="scatter plot"
          data-zoomed={zoom.k > 1}
          onPointerMove={(event) => onHover(under(event))}
          onPointerLeave={() => onHover(null)}
          onClick={(event) => onChoose(under(event))}
          onKeyDown={onKey}
        />
      </div>
      <div className={classes.zoom} role="group" aria-label="Part on show">
        <ActionIcon
          variant="default"
          size={28}
          aria-label="Zoom out"
          disabled={zoom.k <= 1}
          onClick={() => zoomBy(1 / ZOOM_STEP)}
        >
          <IconZoomOut size="0.9rem" />
        </ActionIcon>
        <ActionIcon variant="default" size={28} aria-label="Zoom in" onClick={() => zoomBy(ZOOM_STEP)}>
          <IconZoomIn size="0.9rem" />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={28}
          aria-label="Show all points"
          disabled={zoom.k <= 1}
          onClick={reset}
        >
          <IconZoomReset size="0.9rem" />
        </ActionIcon>
        <output aria-label="Zoom">{zoom.k.toFixed(1)} ×</output>
        <span className={classes.note}>
          Wheel, pinch, + and − zoom; drag moves; double click or 0 shows all.
        </span>
      </div>
    </>
  );
}
