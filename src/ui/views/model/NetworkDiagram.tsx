import type { KeyboardEvent, Ref } from 'react';
import { prefixed } from '../../../reports/format';
import { costOf, type LayerGroup } from '../../../vicregl/networkLayers';
import { CHROME, FONT, VISUAL } from '../../theme/tokens';
import { useScheme } from '../scheme';
import classes from './model.module.css';

interface NetworkDiagramProps {
  readonly groups: readonly LayerGroup[];
  /** Side of the view in pixels. */
  readonly size: number;
  /** The group whose layers are open below. */
  readonly open: string | null;
  readonly onOpen: (id: string) => void;
  /** What it is, and where its numbers are. */
  readonly label?: string;
  readonly ref?: Ref<SVGSVGElement>;
}

/** Sizes in the diagram's own units. */
const COLUMN = 124;
const HEIGHT = 330;
const MIDDLE = 128;
/** Places of the two expanders, above and below the way of the backbone. */
const UPPER = 62;
const LOWER = 228;
const LEAST = 12;
const TALLEST = 112;
const WIDEST = 64;
const BY_TABLE = 'The networks; the table below holds the same numbers';
/** Channels that are drawn at full width. */
const MOST_CHANNELS = 4096;

interface Block {
  readonly id: string | null;
  readonly title: string;
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly mark: 'global' | 'local' | null;
}

/** The networks as blocks: as high as their maps have cells, as wide as they have channels. A block opens its layers. */
export function NetworkDiagram({ groups, size, open, onOpen, label = BY_TABLE, ref }: NetworkDiagramProps) {
  const scheme = useScheme();
  const chrome = CHROME[scheme];
  const blocks = blocksOf(groups, size);
  const backbone = blocks.filter(({ mark }) => mark === null);
  const last = backbone.at(-1)!;
  const links = [
    ...backbone.slice(1).map((block, place) => [backbone[place]!, block] as const),
    ...blocks.filter(({ mark }) => mark !== null).map((block) => [last, block] as const),
  ];
  const width = COLUMN * (backbone.length + 1);
  return (
    <div className={classes.diagram} tabIndex={0} role="region" aria-label="Diagram of the networks">
      <svg
        ref={ref}
        xmlns="http://www.w3.org/2000/svg"
        viewBox={`0 0 ${width} ${HEIGHT}`}
        width={width}
        height={HEIGHT}
        fontFamily={FONT.text}
        fontSize={11}
        role="group"
        aria-label={label}
      >
        {links.map(([from, into]) => (
          <path
            key={`${from.title} ${into.title}`}
            d={`M${from.x + from.width / 2} ${from.y} H${into.x - COLUMN / 2} V${into.y} H${into.x - into.width / 2}`}
            stroke={into.mark === null ? chrome.lineStrong : VISUAL[into.mark][scheme]}
            strokeDasharray={into.mark === null ? '' : VISUAL[into.mark].dashArray}
            strokeWidth={1.5}
            fill="none"
          />
        ))}
        {blocks.map((block) => {
          const colour = block.mark === null ? chrome.ink2 : VISUAL[block.mark][scheme];
          const { id } = block;
          const choose = () => {
            if (id !== null) onOpen(id);
          };
          return (
            <g
              key={block.title}
              className={classes.block}
              {...(id !== null && {
                role: 'button',
                tabIndex: 0,
                'aria-pressed': open === id,
                'aria-label': `${block.title}: ${block.lines.join(', ')}`,
                onClick: choose,
                onKeyDown: (event: KeyboardEvent) => {
                  if (event.key !== 'Enter' && event.key !== ' ') return;
                  event.preventDefault();
                  event.stopPropagation();
                  choose();
                },
              })}
            >
              {/* A block and its text are pressed as one. */}
              <rect
                x={block.x - COLUMN / 2}
                y={block.y - block.height / 2}
                width={COLUMN}
                height={textTop(block) + 14 * block.lines.length + 4 - (block.y - block.height / 2)}
                fill="transparent"
              />
              <rect
                className={classes.shape}
                x={block.x - block.width / 2}
                y={block.y - block.height / 2}
                width={block.width}
                height={block.height}
                rx={3}
                fill={open !== null && open === id ? colour : chrome.well}
                stroke={colour}
                strokeWidth={1.5}
              />
              <text
                x={block.x}
                y={textTop(block)}
                textAnchor="middle"
                fill={block.mark === null ? chrome.ink1 : colour}
                fontWeight={600}
              >
                {block.title}
              </text>
              {block.lines.map((line, row) => (
                <text
                  key={line}
                  x={block.x}
                  y={textTop(block) + 14 * (row + 1)}
                  textAnchor="middle"
                  fill={chrome.ink2}
                  fontSize={10}
                >
                  {line}
                </text>
              ))}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** Below the block; those of the backbone stand in one line. */
function textTop({ mark, y, height }: Block): number {
  return (mark === null ? MIDDLE + TALLEST / 2 : y + height / 2) + 16;
}

function blocksOf(groups: readonly LayerGroup[], size: number): Block[] {
  const tall = (side: number) => LEAST + (TALLEST - LEAST) * (Math.log2(side) / Math.log2(Math.max(2, size)));
  const wide = (channels: number) =>
    LEAST + (WIDEST - LEAST) * Math.min(1, Math.log2(channels) / Math.log2(MOST_CHANNELS));
  const ofGroup = ({ id, title, module, side, channels, layers }: LayerGroup, column: number): Block => {
    const { parameters, operations } = costOf(layers);
    const mark = module === 'projector' ? 'global' : module === 'maps_projector' ? 'local' : null;
    const cells = side === 1 && mark === 'global' ? '' : `${side} × ${side} × `;
    return {
      id,
      title,
      lines: [
        `${cells}${channels}`,
        `${prefixed(parameters)} parameters`,
        `${prefixed(operations)} multiply-adds`,
      ],
      x: COLUMN * (column + 0.5),
      y: mark === null ? MIDDLE : mark === 'global' ? UPPER : LOWER,
      width: wide(channels),
      // Between the two expanders there must be room for their text.
      height: Math.min(tall(side), mark === null ? TALLEST : 64),
      mark,
    };
  };
  const backbone = groups.filter(({ module }) => module === 'backbone');
  const expanders = groups.filter(({ module }) => module !== 'backbone');
  const view: Block = {
    ...{ id: null, title: 'View', lines: [`${size} × ${size} × 3`], mark: null },
    ...{ x: COLUMN / 2, y: MIDDLE, width: wide(3), height: tall(size) },
  };
  return [
    view,
    ...backbone.map((group, place) => ofGroup(group, place + 1)),
    ...expanders.map((group) => ofGroup(group, backbone.length + 1)),
  ];
}
