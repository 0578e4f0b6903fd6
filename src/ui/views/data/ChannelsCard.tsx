import { Button } from '@mantine/core';
import type { ChannelMoments } from '../../../worker/protocol';
import cards from '../../theme/card.module.css';
import classes from './data.module.css';

interface ChannelsCardProps {
  readonly channels: ChannelMoments;
  readonly onNormalize: () => void;
  /** They are the settings' already. */
  readonly isNormalized: boolean;
}

const NAMES = ['Red', 'Green', 'Blue'] as const;
const DIGITS = 4;

/** Mean and standard deviation of the pixels, as normalisation takes them. */
export function ChannelsCard({ channels, onNormalize, isNormalized }: ChannelsCardProps) {
  return (
    <section className={cards.card} aria-label="Channels">
      <h3 className={cards.cardTitle}>Pixels</h3>
      <table className={classes.channels}>
        <thead>
          <tr>
            <th scope="col">0 to 1</th>
            <th scope="col">Mean</th>
            <th scope="col">Std</th>
          </tr>
        </thead>
        <tbody>
          {NAMES.map((name, channel) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{channels.mean[channel]!.toFixed(DIGITS)}</td>
              <td>{channels.std[channel]!.toFixed(DIGITS)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.note}>Of the images that are trained on.</p>
      <Button size="compact-sm" variant="default" onClick={onNormalize} disabled={isNormalized}>
        {isNormalized ? 'Normalised by these' : 'Normalise by these'}
      </Button>
    </section>
  );
}
