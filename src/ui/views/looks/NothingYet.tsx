import { useRun } from '../../store/context';
import { isBusy, statusOf } from '../../store/status';
import type { FailureInfo } from '../../../failure';
import cards from '../../theme/card.module.css';
import classes from './looks.module.css';

interface NothingYetProps {
  /** What will be here, e.g. "maps of some images". */
  readonly what: string;
  /** Why the images are not to be had. */
  readonly failure: FailureInfo | null;
}

/** In the place of a view that looks at a network: why there is nothing to see yet. */
export function NothingYet({ what, failure }: NothingYetProps) {
  const status = useRun(statusOf);
  const data = useRun((state) => state.data);
  const text =
    failure !== null
      ? `${failure.message} ${failure.remedy ?? ''}`
      : data === null && !isBusy(status)
        ? `Load images, and ${what} appear here.`
        : status === 'gone'
          ? 'There is no device to look at a network with. Open it anew.'
          : status === 'notReady'
            ? `No run is set up. Once one is, ${what} appear here.`
            : `Getting ready: ${what} appear here as soon as the images are read and the network is set up.`;
  return (
    <div className={cards.card}>
      <p className={classes.note} role="status">
        {text}
      </p>
    </div>
  );
}
