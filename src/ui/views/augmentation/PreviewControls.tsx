import { Button, NativeSelect, UnstyledButton } from '@mantine/core';
import { IconDice5, IconGridDots } from '@tabler/icons-react';
import { AUGMENTATIONS, type AugmentationName } from '../../../augment/alone';
import { ImagePicker } from '../correspondence/ImagePicker';
import { LineToggle } from '../correspondence/LineToggle';
import toggles from '../correspondence/correspondence.module.css';
import classes from './augmentation.module.css';

interface Layers {
  readonly grids: boolean;
  readonly matches: boolean;
}

interface PreviewControlsProps {
  readonly imageIndex: number;
  readonly imageCount: number;
  readonly onPickImage: (imageIndex: number) => void;
  readonly onDraw: () => void;
  /** What alone is applied; everything when `undefined`. */
  readonly alone: AugmentationName | undefined;
  readonly onAlone: (name: AugmentationName | undefined) => void;
  readonly layers: Layers;
  readonly onLayers: (layers: Layers) => void;
}

const EVERYTHING = { value: '', label: 'All augmentations' };

/** Which image, which draw, what is applied, and what is drawn over it. */
export function PreviewControls(props: PreviewControlsProps) {
  const { imageIndex, imageCount, onPickImage, onDraw, alone, onAlone, layers, onLayers } = props;
  return (
    <div className={classes.controls}>
      <ImagePicker index={imageIndex} count={imageCount} busy={false} onPick={onPickImage} />
      <Button
        size="compact-md"
        variant="default"
        leftSection={<IconDice5 size="1rem" />}
        disabled={imageCount === 0}
        onClick={onDraw}
      >
        Draw again
      </Button>
      <NativeSelect
        size="xs"
        aria-label="What is applied"
        value={alone ?? EVERYTHING.value}
        onChange={({ currentTarget: { value } }) =>
          onAlone(AUGMENTATIONS.find(({ name }) => name === value)?.name)
        }
        data={[
          EVERYTHING,
          ...AUGMENTATIONS.map(({ name, label }) => ({ value: name, label: `${label} alone` })),
        ]}
      />
      <div className={toggles.toggles} role="group" aria-label="Drawn over the views">
        <UnstyledButton
          className={toggles.toggle ?? ''}
          aria-pressed={layers.grids}
          onClick={() => onLayers({ ...layers, grids: !layers.grids })}
        >
          <IconGridDots size="0.875rem" aria-hidden />
          Cells
        </UnstyledButton>
        <LineToggle
          name="location"
          on={layers.matches}
          onToggle={(matches) => onLayers({ ...layers, matches })}
        />
      </div>
    </div>
  );
}
