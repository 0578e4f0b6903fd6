import { ActionIcon } from '@mantine/core';
import { IconArrowsShuffle, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { LocalNumber } from '../../controls/LocalNumber';
import classes from './correspondence.module.css';

interface ImagePickerProps {
  /** The image on show, or asked for. */
  readonly index: number;
  readonly count: number;
  readonly busy: boolean;
  readonly onPick: (imageIndex: number) => void;
}

/** Previous, next, random, or any image of the data set by its number, counted from 0. */
export function ImagePicker({ index, count, busy, onPick }: ImagePickerProps) {
  const none = count === 0;
  const common = { variant: 'default', size: 'md', disabled: none } as const;
  return (
    <div className={classes.picker} role="group" aria-label="Image" aria-busy={busy}>
      <ActionIcon {...common} aria-label="Previous image" onClick={() => onPick((index + count - 1) % count)}>
        <IconChevronLeft size="1rem" />
      </ActionIcon>
      <LocalNumber
        aria-label={`Image number, 0 to ${Math.max(0, count - 1)}`}
        w="4.75rem"
        disabled={none}
        compact
        integer
        min={0}
        max={Math.max(0, count - 1)}
        value={index}
        onNumber={(value) => {
          if (value !== undefined && value !== index) onPick(value);
        }}
      />
      <ActionIcon {...common} aria-label="Next image" onClick={() => onPick((index + 1) % count)}>
        <IconChevronRight size="1rem" />
      </ActionIcon>
      <ActionIcon
        {...common}
        aria-label="Random image"
        onClick={() => onPick(Math.floor(Math.random() * count))}
      >
        <IconArrowsShuffle size="1rem" />
      </ActionIcon>
    </div>
  );
}
