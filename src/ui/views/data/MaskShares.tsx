import { classColour, cssColour } from '../../../formats/classColours';
import { plain } from '../../../quoted';
import type { MaskPixels } from '../../../worker/protocol';
import { Bar } from '../evaluate/Bar';
import cards from '../../theme/card.module.css';
import classes from './data.module.css';

/** The classes of the masks in their colours, with the share of all pixels that each has. */
export function MaskShares({ masks: { names, pixels, ignored } }: { readonly masks: MaskPixels }) {
  const all = pixels.reduce((sum, count) => sum + count, ignored);
  return (
    <section className={cards.card} aria-label="Mask classes">
      <h3 className={cards.cardTitle}>Masks</h3>
      <p className={classes.note}>Share of all pixels.</p>
      <dl className={classes.shares}>
        {names.map((name, label) => (
          <Bar
            key={label}
            label={
              <>
                <span
                  className={classes.swatch}
                  style={{ background: cssColour(classColour(label)) }}
                  aria-hidden
                />
                {plain(name)}
              </>
            }
            value={pixels[label]! / all}
            colour={cssColour(classColour(label))}
          />
        ))}
        {ignored > 0 && <Bar label="no class" value={ignored / all} quiet />}
      </dl>
    </section>
  );
}
