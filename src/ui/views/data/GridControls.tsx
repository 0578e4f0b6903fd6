import { SegmentedControl, Select, Switch } from '@mantine/core';
import { plain } from '../../../quoted';
import { PARTS } from '../../../reports/inspection';
import type { ImageFilter } from './selection';
import { PART_WORDS } from './words';
import classes from './data.module.css';

/** Sides of tiles, in rem. */
export const TILES = { S: 2.5, M: 4.5, L: 8 } as const;
export type TileSize = keyof typeof TILES;

interface GridControlsProps {
  readonly filter: ImageFilter;
  readonly onFilter: (change: Partial<ImageFilter>) => void;
  /** What is known of the images: parts, and classes where they have some. */
  readonly hasParts: boolean;
  readonly classNames: readonly string[] | undefined;
  readonly hasDuplicates: boolean;
  readonly masks: boolean;
  /** Absent where there are no masks. */
  readonly onMasks: ((on: boolean) => void) | undefined;
  readonly size: TileSize;
  readonly onSize: (size: TileSize) => void;
}

/** More classes than these are found by typing. */
const MOST_OPTIONS = 200;

/** Which images are shown, and how. */
export function GridControls(props: GridControlsProps) {
  const { filter, onFilter, hasParts, classNames, hasDuplicates, masks, onMasks, size, onSize } = props;
  return (
    <div className={classes.controls}>
      <SegmentedControl
        size="xs"
        aria-label="Part"
        disabled={!hasParts}
        data={[
          { value: '', label: 'All' },
          ...PARTS.map((part) => ({ value: part, label: PART_WORDS[part] })),
        ]}
        value={filter.part ?? ''}
        onChange={(part) => onFilter({ part: part === '' ? null : part })}
      />
      <Select
        size="xs"
        className={classes.classSelect}
        aria-label="Class"
        placeholder={classNames === undefined ? 'No classes' : 'All classes'}
        disabled={!hasParts || classNames === undefined}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'All classes' }}
        limit={MOST_OPTIONS}
        nothingFoundMessage="No such class"
        data={(classNames ?? []).map((name, label) => ({ value: String(label), label: plain(name) }))}
        value={filter.label === null ? null : String(filter.label)}
        onChange={(label) => onFilter({ label: label === null ? null : Number(label) })}
      />
      <Switch
        label="Duplicates"
        disabled={!hasDuplicates}
        checked={filter.duplicates !== null}
        onChange={(event) => onFilter({ duplicates: event.currentTarget.checked ? 'all' : null })}
      />
      <Switch
        label="Masks"
        disabled={onMasks === undefined}
        checked={masks}
        onChange={(event) => onMasks?.(event.currentTarget.checked)}
      />
      <SegmentedControl
        className={classes.sizes}
        size="xs"
        aria-label="Size of the images"
        data={Object.keys(TILES)}
        value={size}
        onChange={(next) => onSize(next as TileSize)}
      />
    </div>
  );
}
