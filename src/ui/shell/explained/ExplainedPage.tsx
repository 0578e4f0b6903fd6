import { useState } from 'react';
import { useRun } from '../../store/context';
import { imageOnShow } from '../../store/runState';
import { usePreview } from '../../store/usePreview';
import { EmbeddingMatches } from './EmbeddingMatches';
import { Glossary } from './Glossary';
import { goTo } from './goTo';
import { LocationMatches } from './LocationMatches';
import { Networks } from './Networks';
import { PICTURE_TITLES, pictureId } from './pictureTitles';
import { References } from './References';
import { Terms } from './Terms';
import { TwoViews } from './TwoViews';
import { WholeLoss } from './WholeLoss';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';
import classes from './explained.module.css';

/** VICReg and VICRegL in six pictures, made of the run on show and of the settings; what the words mean; the papers. */
export function ExplainedPage() {
  const [draw, setDraw] = useState(0);
  const preview = usePreview({ imageIndex: useRun(imageOnShow), draw, count: 1 });
  return (
    <article className={`${views.view} ${classes.page}`} aria-label="Explained">
      <header className={`${cards.card} ${classes.lead}`}>
        <h2>VICReg and VICRegL in six pictures</h2>
        <p>
          How a network learns to see without a single label. Every picture is live: it shows the run on this
          page and follows its settings. A symbol leads to its knob, an underlined word to what it means.
        </p>
        <nav aria-label="Pictures">
          <ol>
            {PICTURE_TITLES.map((title, place) => (
              <li key={title}>
                <button type="button" onClick={() => goTo(pictureId(place + 1))}>
                  {title}
                </button>
              </li>
            ))}
          </ol>
        </nav>
      </header>
      <TwoViews preview={preview} onDraw={() => setDraw(draw + 1)} />
      <Networks view={preview?.draws[0]?.[0] ?? null} />
      <Terms />
      <LocationMatches preview={preview} />
      <EmbeddingMatches />
      <WholeLoss />
      <Glossary />
      <References />
    </article>
  );
}
