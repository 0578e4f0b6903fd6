import { Button } from '@mantine/core';
import { IconDice5 } from '@tabler/icons-react';
import { useState } from 'react';
import { useRun } from '../store/context';
import { imageOnShow } from '../store/runState';
import { usePreview } from '../store/usePreview';
import { AugmentationPreview } from '../views/augmentation/AugmentationPreview';
import classes from './panels.module.css';

/** The views that the settings would take of the image on show, in brief; the Views tab has more. */
export function AugmentationDraws() {
  const [draw, setDraw] = useState(0);
  const imageIndex = useRun(imageOnShow);
  const preview = usePreview({ imageIndex, draw, count: 1 });
  if (preview === null) return null;
  return (
    <div className={classes.draws}>
      <div className={classes.drawsHead}>
        <span>What the network gets of image {preview.imageIndex}</span>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconDice5 size="0.875rem" />}
          onClick={() => setDraw(draw + 1)}
        >
          Draw again
        </Button>
      </div>
      <AugmentationPreview preview={preview} />
      <p className={classes.drawsMore}>
        Larger, with cells and matches, one augmentation alone, and twelve draws at once: the Views tab.
      </p>
    </div>
  );
}
