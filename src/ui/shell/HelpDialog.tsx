import { Button, Modal } from '@mantine/core';
import { PROGRAM } from '../../program';
import { capital, meaning, WORDS } from '../../reports/glossary';
import { VISUAL } from '../theme/tokens';
import type { Command } from './commands/command';
import { KeyOverview } from './commands/KeyOverview';
import { LessonHelp } from './LessonHelp';
import { useViewOnShow } from './viewOnShow';
import classes from './shell.module.css';

/** The view that explains the method. */
const EXPLAINED = 'explained';
const MEASURES = WORDS.filter(({ isMeasure }) => isMeasure === true);

interface HelpDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly commands: () => readonly Command[];
  readonly onTour: () => void;
}

/** What there is to see, what the measures mean, and the keys. */
export function HelpDialog({ opened, onClose, commands, onTour }: HelpDialogProps) {
  const { views, show } = useViewOnShow();
  const explain = () => {
    onClose();
    show(EXPLAINED);
  };
  return (
    <Modal opened={opened} onClose={onClose} title="What you see" size={620}>
      <div className={classes.help}>
        <p>
          Each image is seen twice, in two random crops. The network learns, without labels, to say the same
          about both: about the image as a whole, and about the cells that show the same place. The lines join
          the cells that it takes for the same; as the loss falls, more of them are right.
        </p>
        <div className={classes.helpWays}>
          <Button size="compact-sm" variant="default" onClick={onTour}>
            Take the tour
          </Button>
          {views.some(({ id }) => id === EXPLAINED) && (
            <Button size="compact-sm" variant="default" onClick={explain}>
              The method in six pictures
            </Button>
          )}
        </div>
        <ExperimentsHelp onOpen={onClose} />
        <LessonHelp />
        <h3>Marks</h3>
        <ul className={classes.helpMarks}>
          {(['embedding', 'location', 'truth', 'global', 'local'] as const).map((name) => (
            <li key={name}>
              <svg width="2.125rem" height="0.625rem" viewBox="0 0 34 10" aria-hidden>
                <line
                  x1="1"
                  x2="33"
                  y1="5"
                  y2="5"
                  stroke={`var(--mark-${name})`}
                  strokeWidth="2"
                  strokeDasharray={VISUAL[name].dashArray}
                />
              </svg>
              <span style={{ color: `var(--mark-${name})` }} aria-hidden>
                {VISUAL[name].glyph}
              </span>
              {VISUAL[name].label}
            </li>
          ))}
        </ul>
        <h3>Measures</h3>
        <dl className={classes.helpMeasures}>
          {MEASURES.map((measure) => (
            <div key={measure.name}>
              <dt>
                {capital(measure.word)}{' '}
                {measure.symbol !== undefined && <span className="symbol">{measure.symbol}</span>}
              </dt>
              <dd>{meaning(measure)}</dd>
            </div>
          ))}
        </dl>
        <h3>Keys</h3>
        {opened && <KeyOverview commands={commands()} />}
        <h3>About</h3>
        <p>{PROGRAM}. Every file of weights, metrics and evaluations that it saves says so too.</p>
      </div>
    </Modal>
  );
}

/** The way to the gallery, where the link does not hide it. */
function ExperimentsHelp({ onOpen }: { readonly onOpen: () => void }) {
  const { views, show } = useViewOnShow();
  if (views.every(({ id }) => id !== 'experiments')) return null;
  const open = () => {
    onOpen();
    show('experiments');
  };
  return (
    <Button className={classes.helpTour ?? ''} size="compact-sm" variant="default" onClick={open}>
      See the experiments
    </Button>
  );
}
