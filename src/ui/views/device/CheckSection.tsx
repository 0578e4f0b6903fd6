import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { CHECK_PARTS, wrongNames, wrongRows } from '../../../device/check/checkRow';
import { countedParts } from '../../../device/check/countedParts';
import { openWithDevice } from '../../controls/DeviceMenu';
import { useRun, useSession } from '../../store/context';
import type { DeviceStudyState } from '../../store/deviceStudy';
import { useDeviceStudy } from '../../store/useDeviceStudy';
import { CancelButton } from './CancelButton';
import { CheckTable } from './CheckTable';
import { StudyFailure } from './StudyFailure';
import { StudyProgressLine } from './StudyProgressLine';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';
import classes from './device.module.css';

/** Whether the device computes right: quickly, or all that there is. */
export function CheckSection() {
  const { deviceStudy } = useSession();
  const doing = useDeviceStudy((state) => state.doing);
  const progress = useDeviceStudy((state) => state.progress);
  const check = useDeviceStudy((state) => state.check);
  const isChecking = doing === 'check';
  return (
    <section className={`${cards.card} ${views.card}`} aria-label="Check">
      <header className={views.head}>
        <h3 className={cards.cardTitle}>Does it compute right?</h3>
        <div className={classes.buttons}>
          {isChecking ? (
            <CancelButton onCancel={() => deviceStudy.cancel()} />
          ) : (
            <>
              <Button
                size="compact-sm"
                variant="default"
                disabled={doing !== null}
                onClick={() => void deviceStudy.check('quick')}
              >
                Quick check
              </Button>
              <Button
                size="compact-sm"
                leftSection={<IconCheck size="1rem" />}
                disabled={doing !== null}
                onClick={() => void deviceStudy.check('all')}
              >
                Check
              </Button>
            </>
          )}
        </div>
      </header>
      <p className={views.note}>
        Every op, forward and backward, against its definition on the processor, at ragged sizes too; the
        engine against files of the reference; replayed steps against eager ones. A quick check takes the ten
        ops that run most; it runs by itself the first time that a graphics adapter is seen.
      </p>
      {isChecking && <StudyProgressLine label="Progress of the check" progress={progress} />}
      <div role="status">
        {check !== null && check.rows.length > 0 && <Verdict check={check} isOver={!isChecking} />}
        {doing === null && <StudyFailure />}
      </div>
      {check !== null && check.rows.length > 0 && <CheckTable rows={check.rows} />}
    </section>
  );
}

interface VerdictProps {
  readonly check: NonNullable<DeviceStudyState['check']>;
  readonly isOver: boolean;
}

function Verdict({ check: { rows }, isOver }: VerdictProps) {
  const backend = useRun((state) => state.device?.backend);
  const wrong = wrongRows(rows).length;
  const counts = countedParts(rows)
    .map(({ part, right, total }) => `${right} of ${total} ${CHECK_PARTS[part]}`)
    .join('; ');
  if (wrong === 0)
    return (
      <p className={classes.verdict}>
        {isOver ? 'All is right' : 'Right so far'}: {counts}.
      </p>
    );
  return (
    <div className={classes.wrong}>
      <p>
        Wrong: {wrongNames(rows).join(', ')}. Right: {counts}.
      </p>
      {backend === 'webgpu' && (
        <Button size="compact-sm" onClick={() => openWithDevice('processor')}>
          Train on the processor
        </Button>
      )}
    </div>
  );
}
