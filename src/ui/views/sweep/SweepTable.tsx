import { ActionIcon, Button, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronRight } from '@tabler/icons-react';
import { Fragment, useMemo, useState } from 'react';
import type { SweepGroup } from '../../../sweep/groups';
import type { EvaluationMeasureName, EvaluationValues } from '../../../reports/evaluationMeasures';
import { sortRows, sweepTable, type NamedAxis, type TableColumn } from '../../../sweep/table';
import { counted } from './words';
import classes from './sweep.module.css';

/** One run of a group: a seed with its numbers or its reason. */
export interface SeedRow {
  readonly id: string;
  readonly group: string;
  readonly seed: number;
  readonly outcome: { readonly values: EvaluationValues } | { readonly failure: string };
  /** Absent where the point cannot be set up. */
  readonly onOpen: (() => void) | undefined;
  /** Absent where its weights were not kept. */
  readonly onWeights: (() => void) | undefined;
}

interface SweepTableProps {
  readonly groups: readonly SweepGroup[];
  readonly axes: readonly NamedAxis[];
  readonly seeds: readonly SeedRow[];
}

interface Order {
  readonly column: number;
  readonly direction: 'ascending' | 'descending';
}

/** All numbers, sorted by any column; a row unfolds to its seeds. */
export function SweepTable({ groups, axes, seeds }: SweepTableProps) {
  const [order, setOrder] = useState<Order>();
  const [open, setOpen] = useState<readonly string[]>([]);
  const table = useMemo(() => sweepTable(groups, axes), [groups, axes]);
  const rows = order === undefined ? table.rows : sortRows(table.rows, order.column, order.direction);
  const toggle = (group: string) =>
    setOpen((now) => (now.includes(group) ? now.filter((other) => other !== group) : [...now, group]));
  return (
    <div className={classes.tableFrame} role="region" aria-label="Results" tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            {table.columns.map((column, place) => (
              <Head
                key={column.key}
                column={column}
                direction={order?.column === place ? order.direction : undefined}
                onSort={() => setOrder((now) => nextOrder(now, place))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ group, cells }) => {
            const isOpen = open.includes(group.group);
            return (
              <Fragment key={group.group}>
                <tr data-baseline={group.baseline}>
                  {cells.map(({ text }, place) =>
                    place === 0 ? (
                      <th key={table.columns[place]!.key} scope="row">
                        <span className={classes.rowHead}>
                          <ActionIcon
                            variant="subtle"
                            size={22}
                            aria-label={`Seeds of ${group.label}`}
                            aria-expanded={isOpen}
                            onClick={() => toggle(group.group)}
                          >
                            <IconChevronRight
                              size="0.875rem"
                              className={classes.chevron}
                              data-open={isOpen || undefined}
                            />
                          </ActionIcon>
                          {text}
                        </span>
                      </th>
                    ) : (
                      <td key={table.columns[place]!.key}>{text}</td>
                    ),
                  )}
                </tr>
                {!isOpen && group.failures.length > 0 && (
                  <tr className={classes.failures}>
                    <td colSpan={cells.length}>
                      <span>{failuresText(group)}</span>
                    </td>
                  </tr>
                )}
                {isOpen &&
                  seeds
                    .filter((row) => row.group === group.group)
                    .map((row) => (
                      <Seed key={row.id} row={row} columns={table.columns} settings={axes.length || 1} />
                    ))}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps {
  readonly column: TableColumn;
  readonly direction: Order['direction'] | undefined;
  readonly onSort: () => void;
}

function Head({ column, direction, onSort }: HeadProps) {
  return (
    <th scope="col" {...(direction === undefined ? {} : { 'aria-sort': direction })}>
      <UnstyledButton className={classes.sort} onClick={onSort}>
        {column.title}
        {direction === 'ascending' && <IconArrowUp size="0.75rem" aria-hidden />}
        {direction === 'descending' && <IconArrowDown size="0.75rem" aria-hidden />}
      </UnstyledButton>
    </th>
  );
}

/** Numbers are sorted from the best on first; a third press gives the order of the sweep back. */
function nextOrder(now: Order | undefined, column: number): Order | undefined {
  if (now?.column !== column) return { column, direction: 'descending' };
  return now.direction === 'descending' ? { column, direction: 'ascending' } : undefined;
}

interface SeedProps {
  readonly row: SeedRow;
  readonly columns: readonly TableColumn[];
  /** Columns before that of the runs. */
  readonly settings: number;
}

function Seed({ row, columns, settings }: SeedProps) {
  const { outcome, seed, onOpen, onWeights } = row;
  const measures = columns.slice(settings + 1);
  return (
    <tr className={classes.seed}>
      <th scope="row" colSpan={settings + 1}>
        <span className={classes.seedHead}>
          Seed {seed}
          {onOpen !== undefined && (
            <Button size="compact-xs" variant="default" onClick={onOpen}>
              Use these settings
            </Button>
          )}
          {onWeights !== undefined && (
            <Button size="compact-xs" variant="default" onClick={onWeights}>
              Weights
            </Button>
          )}
        </span>
      </th>
      {'failure' in outcome ? (
        <td className={classes.reason} colSpan={Math.max(1, measures.length)}>
          {outcome.failure}
        </td>
      ) : (
        measures.map(({ key }) => {
          const value = outcome.values[key as EvaluationMeasureName];
          return <td key={key}>{value === undefined ? '–' : (100 * value).toFixed(1)}</td>;
        })
      )}
    </tr>
  );
}

/** Why runs of a group came to nothing, each reason once. */
function failuresText({ failures }: SweepGroup): string {
  const reasons = [...new Set(failures.map(({ reason }) => reason))];
  return `${counted(failures.length, 'run')} failed: ${reasons.join(' ')}`;
}
