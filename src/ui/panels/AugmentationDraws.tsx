import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDice5 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { PreviewView } from '../../worker/protocol';
import { useConfig, useRun, useSession } from '../store/context';
import { AugmentationPreview } from '../views/augmentation/AugmentationPreview';
import classes from './panels.module.css';

/** How long edits settle before the views are drawn again, in ms. */
const PREVIEW_DELAY = 300;

/** The views that the settings would take of the image on show. */
export function AugmentationDraws() {
  const session = useSession();
  const [draw, setDraw] = useState(0);
  const [views, setViews] = useState<readonly PreviewView[] | null>(null);
  const [settings] = useDebouncedValue(
    useConfig((state) => state.config.views),
    PREVIEW_DELAY,
  );
  const ready = useRun((state) => state.active !== null);
  const imageIndex = useRun((state) => state.snapshot?.imageIndex ?? 0);
  const source = useRun((state) => state.snapshot?.source);
  useEffect(() => {
    if (!ready) return undefined;
    let current = true;
    void session.previewViews(imageIndex, draw).then((drawn) => {
      if (current && drawn !== null) setViews(drawn);
    });
    return () => {
      current = false;
    };
  }, [session, ready, imageIndex, draw, settings]);
  if (views === null) return null;
  return (
    <div className={classes.draws}>
      <div className={classes.drawsHead}>
        <span>What the network gets of image {imageIndex}</span>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconDice5 size="0.875rem" />}
          onClick={() => setDraw(draw + 1)}
        >
          Draw again
        </Button>
      </div>
      <AugmentationPreview views={views} {...(source === undefined ? {} : { source })} />
    </div>
  );
}
