import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Fragment, useId } from 'react';
import { bytes, prefixed } from '../../../reports/format';
import { costOf, type LayerGroup } from '../../../vicregl/networkLayers';
import type { Layer, LayerKind } from '../../../nn/layers';
import { BYTES_OF_FLOAT } from './modelNumbers';
import views from '../../theme/view.module.css';
import classes from './model.module.css';

interface LayerTableProps {
  readonly groups: readonly LayerGroup[];
  readonly size: number;
  readonly open: string | null;
  readonly onOpen: (id: string) => void;
}

const KIND_WORDS: Readonly<Record<LayerKind, string>> = {
  convolution: 'convolution',
  depthwise: 'depthwise convolution',
  linear: 'linear',
  norm: 'norm',
  scale: 'layer scale',
  pool: 'max-pool',
};

/** Every layer with its shape and cost, group by group. */
export function LayerTable({ groups, size, open, onOpen }: LayerTableProps) {
  const id = useId();
  const all = costOf(groups.flatMap(({ layers }) => layers));
  return (
    <>
      <p className={views.note} id={id}>
        One view of {size} px. Multiply-adds of a forward pass; activations as 32-bit numbers.
      </p>
      <div className={views.scroll} tabIndex={0} role="region" aria-label="Layers">
        <table className={classes.table} aria-describedby={id}>
          <thead>
            <tr>
              <th scope="col">Layers</th>
              <th scope="col">Puts out</th>
              <th scope="col">Parameters</th>
              <th scope="col">Multiply-adds</th>
              <th scope="col">Activations</th>
            </tr>
          </thead>
          <tbody>
            {groups.map(({ id: group, title, layers, side, channels }) => {
              const cost = costOf(layers);
              const isOpen = open === group;
              return (
                <Fragment key={group}>
                  <tr className={classes.group}>
                    <th scope="row">
                      <UnstyledButton
                        className={classes.opener ?? ''}
                        aria-expanded={isOpen}
                        onClick={() => onOpen(group)}
                      >
                        <IconChevronRight size="0.875rem" aria-hidden />
                        {title}
                      </UnstyledButton>
                    </th>
                    <td>{shapeText(side, channels)}</td>
                    <Cost {...cost} />
                  </tr>
                  {isOpen && layers.map((layer) => <LayerRow key={layer.name} layer={layer} />)}
                </Fragment>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All</th>
              <td />
              <Cost {...all} />
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  );
}

function LayerRow({ layer }: { readonly layer: Layer }) {
  const { name, kind, kernel, stride, rows, channels } = layer;
  const size = kernel > 1 ? ` ${kernel} × ${kernel}` : '';
  return (
    <tr>
      <th scope="row" className={classes.layer}>
        <code>{name}</code>{' '}
        <span>
          {KIND_WORDS[kind]}
          {size}
          {stride > 1 && `, stride ${stride}`}
        </span>
      </th>
      <td>{shapeText(Math.sqrt(rows), channels)}</td>
      <Cost {...costOf([layer])} />
    </tr>
  );
}

function Cost({ parameters, operations, outputs }: ReturnType<typeof costOf>) {
  return (
    <>
      <td>{parameters.toLocaleString('en')}</td>
      <td>{operations === 0 ? '–' : prefixed(operations)}</td>
      <td>{bytes(BYTES_OF_FLOAT * outputs)}</td>
    </>
  );
}

function shapeText(side: number, channels: number): string {
  return side === 1 ? String(channels) : `${side} × ${side} × ${channels}`;
}
