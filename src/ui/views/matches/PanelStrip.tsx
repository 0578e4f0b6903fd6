import { UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { percent } from '../../../reports/format';
import type { ImageBatch } from '../../../reports/inspection';
import type { PanelReport } from '../../../reports/matchLook';
import { imageAt } from '../../../augment/imageBytes';
import { useSession } from '../../store/context';
import { PixelCanvas } from '../PixelCanvas';
import classes from './matches.module.css';

interface PanelStripProps {
  readonly images: readonly number[];
  readonly report: PanelReport | undefined;
  readonly chosen: number;
  readonly onChoose: (image: number) => void;
}

/** The images of the panel, each with the share of its matches that are right now. */
export function PanelStrip({ images, report, chosen, onChoose }: PanelStripProps) {
  const session = useSession();
  const [batch, setBatch] = useState<ImageBatch | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void session.images.readImages(images).then((read) => {
      if (isCurrent) setBatch(read);
    });
    return () => {
      isCurrent = false;
    };
  }, [session, images]);
  return (
    <div className={classes.strip} role="group" aria-label="Panel of validation images">
      {images.map((image, place) => {
        const accuracy = report?.images.find((told) => told.image === image)?.accuracy;
        const share = accuracy && accuracy.count > 0 ? (accuracy.embeddings ?? accuracy.features) : undefined;
        const text = share === undefined ? '–' : percent(share);
        return (
          <UnstyledButton
            key={image}
            className={classes.thumb ?? ''}
            aria-pressed={image === chosen}
            aria-label={`Image ${image + 1}, ${text} of its matches right`}
            onClick={() => onChoose(image)}
          >
            {batch === null || place * batch.height * batch.width * 3 >= batch.images.length ? (
              <span className={classes.waiting} />
            ) : (
              <PixelCanvas pixels={imageAt(batch, place)} label={`Image ${image + 1}`} smooth />
            )}
            <span>{text}</span>
          </UnstyledButton>
        );
      })}
    </div>
  );
}
