import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { AugmentationName } from '../../../augment/alone';
import { usePreview } from '../../store/usePreview';
import { PixelCanvas } from '../PixelCanvas';
import { drawnSteps } from './caption';
import cards from '../../theme/card.module.css';
import classes from './augmentation.module.css';

const DRAWS = 12;

interface SpreadStripProps {
  readonly imageIndex: number;
  /** The first draw, which is the one on show above. */
  readonly draw: number;
  readonly alone: AugmentationName | undefined;
  /** How many views an image has. */
  readonly viewCount: number;
}

/** One view in several draws, to see how far they spread. */
export function SpreadStrip({ imageIndex, draw, alone, viewCount }: SpreadStripProps) {
  const [chosen, setChosen] = useState(0);
  const view = Math.min(chosen, viewCount - 1);
  const preview = usePreview({ imageIndex, draw, count: DRAWS, view, alone });
  return (
    <section className={classes.spread} aria-label="Spread of a view">
      <div className={classes.spreadHead}>
        <h3 className={cards.cardTitle}>The next {DRAWS} draws of</h3>
        <NativeSelect
          size="xs"
          aria-label="View whose draws are shown"
          value={view}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
          data={Array.from({ length: viewCount }, (_, number) => ({
            value: String(number),
            label: `View ${number + 1}`,
          }))}
        />
      </div>
      <ol className={classes.strip}>
        {preview?.draws.map(([drawn], number) => {
          if (drawn === undefined) return null;
          const steps = drawnSteps(drawn.parameters).join(', ');
          return (
            <li key={number} title={steps}>
              <PixelCanvas
                pixels={{ width: drawn.size, height: drawn.size, pixels: drawn.pixels }}
                label={`Draw ${number + 1}: ${steps === '' ? 'cropped only' : steps}`}
                className={classes.picture}
                smooth
              />
            </li>
          );
        })}
      </ol>
    </section>
  );
}
