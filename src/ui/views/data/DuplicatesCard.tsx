import { Button, UnstyledButton } from '@mantine/core';
import { leaks, type Leak } from '../../../data/inspect/leakage';
import { counted } from '../../../reports/format';
import { PARTS, type DuplicateGroup, type DuplicateReport } from '../../../reports/inspection';
import type { ImageFilter } from './selection';
import { number, PART_WORDS } from './words';
import cards from '../../theme/card.module.css';
import classes from './data.module.css';

interface DuplicatesCardProps {
  /** `null` until somebody looked for them. */
  readonly duplicates: DuplicateReport | null;
  readonly parts: Uint8Array;
  readonly chosen: ImageFilter['duplicates'];
  readonly onChoose: (group: ImageFilter['duplicates']) => void;
  readonly onFind: () => void;
  /** Something is being looked at already. */
  readonly isBusy: boolean;
}

/** Groups that are listed. */
const LISTED = 200;
/** Images of a group that are named. */
const NAMED = 4;

/** Images that show the same, and whether they are in parts that should not share any. */
export function DuplicatesCard({ duplicates, parts, chosen, onChoose, onFind, isBusy }: DuplicatesCardProps) {
  return (
    <section className={cards.card} aria-label="Duplicates">
      <h3 className={cards.cardTitle}>Duplicates</h3>
      {duplicates === null ? (
        <>
          <p className={classes.note}>
            Images that are equal in every byte, and images that look alike in grey: copies of other quality,
            size, brightness or contrast. Mirrored, turned and cropped copies are not looked for.
          </p>
          <Button size="compact-sm" variant="default" onClick={onFind} disabled={isBusy}>
            Find duplicates
          </Button>
        </>
      ) : (
        <>
          <p>{summary(duplicates.groups)}</p>
          {leaks(duplicates.groups, parts).map((leak) => (
            <p key={`${leak.from} ${leak.to}`} className={classes.leak}>
              {leakText(leak)}
            </p>
          ))}
          {!duplicates.complete && (
            <p className={classes.note}>
              Too many images look alike to compare all of them: there may be more of the similar ones.
            </p>
          )}
          <ul className={classes.groups} aria-label="Groups of duplicates">
            {duplicates.groups.slice(0, LISTED).map((group, place) => (
              <li key={group.images[0]}>
                <UnstyledButton
                  className={classes.group}
                  aria-pressed={chosen === place}
                  onClick={() => onChoose(chosen === place ? null : place)}
                >
                  <strong>
                    {number(group.images.length)} {group.identical ? 'equal' : 'similar'}
                  </strong>
                  <span>{membersText(group, parts)}</span>
                </UnstyledButton>
              </li>
            ))}
          </ul>
          {duplicates.groups.length > LISTED && (
            <p className={classes.note}>
              The first {LISTED} groups. The table of images in the export menu has all.
            </p>
          )}
        </>
      )}
    </section>
  );
}

function summary(groups: readonly DuplicateGroup[]): string {
  if (groups.length === 0) return 'No two images show the same.';
  const images = groups.reduce((sum, group) => sum + group.images.length, 0);
  const equal = groups.filter(({ identical }) => identical).length;
  return `${counted(images, 'image')} in ${counted(groups.length, 'group')}: ${number(equal)} of equal images, ${number(groups.length - equal)} of similar ones.`;
}

function leakText({ from, to, images }: Leak): string {
  const [known, asked] = [PART_WORDS[from].toLowerCase(), PART_WORDS[to].toLowerCase()];
  return `Leakage: ${counted(images, `${asked} image`)} ${images === 1 ? 'is' : 'are'} in ${known} too. Scores on them say little.`;
}

function membersText({ images }: DuplicateGroup, parts: Uint8Array): string {
  const named = images
    .slice(0, NAMED)
    .map((image) => `${number(image)} (${PART_WORDS[PARTS[parts[image]!]!].toLowerCase()})`);
  const more = images.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${number(more)} more` : ''}`;
}
