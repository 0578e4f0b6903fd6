import { Button } from '@mantine/core';
import { RECORDED, recordedLabel, type Recorded } from '../../../experiments/recorded';
import cards from '../../theme/card.module.css';
import classes from './recorded.module.css';

/** The runs that are shipped with the page, each with what one sees in it. */
export function RecordedList({ onShow }: { readonly onShow: (recorded: Recorded) => void }) {
  return (
    <section className={classes.list} aria-label="Recorded runs">
      <h3 className={cards.cardTitle}>Recorded runs</h3>
      <ul>
        {RECORDED.map((recorded) => (
          <li key={recorded.id}>
            <Button size="compact-sm" variant="default" onClick={() => onShow(recorded)}>
              Play {recordedLabel(recorded)}
            </Button>
            <span>{recorded.sentence}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
