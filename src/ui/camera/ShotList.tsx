import { Button, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { plain } from '../../quoted';
import { shotsByClass, type Shot } from './shots';
import classes from './camera.module.css';

/** Pictures of a class that are shown: the newest. */
const MOST_SHOWN = 48;

interface ShotListProps {
  readonly shots: readonly Shot[];
  readonly onRemove: (ids: readonly number[]) => void;
}

/** The pictures that were taken, class by class; one that is pressed goes. */
export function ShotList({ shots, onRemove }: ShotListProps) {
  return (
    <div className={classes.list}>
      {shotsByClass(shots).map(([className, own]) => {
        const name = plain(className);
        const more = own.length - MOST_SHOWN;
        return (
          <section key={className} aria-label={`Pictures of ${name}`}>
            <header className={classes.className}>
              <strong>{name}</strong>
              <span>{own.length.toLocaleString('en')}</span>
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={`Remove all pictures of ${name}`}
                onClick={() => onRemove(own.map(({ id }) => id))}
              >
                Remove
              </Button>
            </header>
            <ul className={classes.shots}>
              {own.slice(-MOST_SHOWN).map(({ id, address }, index) => (
                <li key={id}>
                  <UnstyledButton
                    className={classes.shot ?? ''}
                    aria-label={`Remove picture ${Math.max(0, more) + index + 1} of ${name}`}
                    onClick={() => onRemove([id])}
                  >
                    <img src={address} alt="" />
                    <IconX size="1rem" aria-hidden />
                  </UnstyledButton>
                </li>
              ))}
            </ul>
            {more > 0 && <p className={classes.note}>and {more.toLocaleString('en')} earlier ones</p>}
          </section>
        );
      })}
    </div>
  );
}
