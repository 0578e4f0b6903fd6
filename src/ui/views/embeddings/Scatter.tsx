import { useElementSize } from '@mantine/hooks';
import { useLayoutEffect, useRef, type PointerEvent } from 'react';
import { CHROME } from '../../theme/tokens';
import { useScheme } from '../scheme';
import { useTextUnit } from '../useTextUnit';
import { drawScatter, onPage, pointAt, type ScatterPoints, type ScatterSpace } from './scatterDrawing';
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
const STRIDES: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Points of a space. The pointer or the arrow keys find one, a click or Enter chooses it, Escape none. */
export function Scatter(props: ScatterProps) {
  const { places, marks, pictures, chosen, hovered, label, onHover, onChoose, onDrawn } = props;
  const { ref: frame, width } = useElementSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const unit = useTextUnit() * 16;
  const chrome = CHROME[useScheme()];
  const height = Math.round(ASPECT * width);
  const space: ScatterSpace = { width, height, unit, ground: chrome.surface, ink: chrome.ink1 };
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (width === 0 || !element || !context) return;
    const ratio = window.devicePixelRatio;
    [element.width, element.height] = [width * ratio, height * ratio];
    context.scale(ratio, ratio);
    const ringed = hovered === null || chosen.includes(hovered) ? chosen : [hovered, ...chosen];
    const drawn = { width, height, unit, ground: chrome.surface, ink: chrome.ink1 };
    drawScatter(context, { places, marks, pictures, chosen: ringed }, drawn);
    onDrawn(element, drawn);
  }, [places, marks, pictures, chosen, hovered, width, height, unit, chrome, onDrawn]);
  const under = ({ clientX, clientY, currentTarget }: PointerEvent) => {
    const { left, top } = currentTarget.getBoundingClientRect();
    return pointAt(onPage(places, space), clientX - left, clientY - top, unit) ?? null;
  };
  return (
    <div ref={frame} className={classes.scatter}>
      <canvas
        ref={canvas}
        role="application"
        tabIndex={0}
        aria-label={label}
        aria-roledescription="scatter plot"
        onPointerMove={(event) => onHover(under(event))}
        onPointerLeave={() => onHover(null)}
        onPointerUp={(event) => onChoose(under(event))}
        onKeyDown={(event) => {
          const stride = STRIDES[event.key];
          if (event.key === 'Enter' && hovered !== null) onChoose(hovered);
          else if (event.key === 'Escape') onChoose(null);
          else if (stride !== undefined)
            onHover(((hovered ?? chosen[0] ?? -1) + stride + marks.length) % marks.length);
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
    </div>
  );
}
