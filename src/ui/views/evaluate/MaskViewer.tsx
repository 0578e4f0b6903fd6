import { ActionIcon, Slider } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { plain } from '../../../quoted';
import type { ShownMasks } from '../../../worker/protocol';
import { ClassLegend } from '../ClassLegend';
import { PixelCanvas } from '../PixelCanvas';
import { classesIn, maskOverlay } from './maskOverlay';
import classes from './masks.module.css';

interface MaskViewerProps {
  readonly masks: ShownMasks;
  readonly names: readonly string[];
}

const FIRST_OPACITY = 0.55;

/** Test images beside their true and their predicted masks. */
export function MaskViewer({ masks, names }: MaskViewerProps) {
  const [place, setPlace] = useState(0);
  const [opacity, setOpacity] = useState(FIRST_OPACITY);
  const [pixel, setPixel] = useState<number>();
  const { height, width, images } = masks;
  const image = images[Math.min(place, images.length - 1)]!;
  const { pixels, truth, predicted } = image;
  const turn = (by: number) => setPlace((now) => (now + by + images.length) % images.length);
  const overlays = useMemo(
    () => [truth, predicted].map((mask) => maskOverlay(pixels, mask, names.length, opacity)),
    [pixels, truth, predicted, names.length, opacity],
  );
  const pixelAt = (event: React.PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = (offset: number, size: number, count: number) =>
      Math.min(count - 1, Math.max(0, Math.floor((count * offset) / size)));
    const row = at(event.clientY - box.top, box.height, height);
    setPixel(row * width + at(event.clientX - box.left, box.width, width));
  };
  const figures = [
    { caption: 'Image', pixels },
    { caption: 'Truth', pixels: overlays[0]! },
    { caption: 'Prediction', pixels: overlays[1]! },
  ];
  return (
    <div className={classes.viewer} role="group" aria-label="Masks of test images">
      <div className={classes.head}>
        <div className={classes.picker}>
          <ActionIcon variant="default" aria-label="Previous test image" onClick={() => turn(-1)}>
            <IconChevronLeft size="1rem" />
          </ActionIcon>
          <span>
            test image {place + 1} of {images.length}
          </span>
          <ActionIcon variant="default" aria-label="Next test image" onClick={() => turn(1)}>
            <IconChevronRight size="1rem" />
          </ActionIcon>
        </div>
        <div className={classes.opacity}>
          <span aria-hidden>Overlay</span>
          <Slider
            size="sm"
            min={0}
            max={1}
            step={0.05}
            value={opacity}
            onChange={setOpacity}
            label={(value) => `${Math.round(100 * value)} %`}
            thumbLabel="Opacity of the masks"
          />
        </div>
      </div>
      <div className={classes.figures}>
        {figures.map(({ caption, pixels: shown }) => (
          <figure key={caption}>
            <div onPointerMove={pixelAt} onPointerDown={pixelAt} onPointerLeave={() => setPixel(undefined)}>
              <PixelCanvas
                pixels={{ height, width, pixels: shown }}
                label={`${caption} of test image ${place + 1}`}
              />
            </div>
            <figcaption>{caption}</figcaption>
          </figure>
        ))}
      </div>
      <p className={classes.readout}>
        {pixel === undefined
          ? 'Point at a pixel to see its classes.'
          : `true: ${className(names, truth[pixel]!)}, predicted: ${className(names, predicted[pixel]!)}`}
      </p>
      <ClassLegend
        labels={classesIn([truth, predicted], names.length)}
        names={names}
        title="Colours of the classes"
      />
    </div>
  );
}

function className(names: readonly string[], label: number): string {
  const name = names[label];
  return name === undefined ? 'no class' : plain(name);
}
