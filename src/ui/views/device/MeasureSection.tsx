import { Button, Checkbox } from '@mantine/core';
import { IconGauge } from '@tabler/icons-react';
import { useState } from 'react';
import { STEP_NAMES, type StepTime } from '../../../device/measure/measurement';
import { STEP_LABELS } from '../../../device/reportText';
import type { DeviceSummary } from '../../../worker/protocol';
import { useConfig, useSession } from '../../store/context';
import { useDeviceStudy } from '../../store/useDeviceStudy';
import { CancelButton } from './CancelButton';
import { OpRoofs } from './OpRoofs';
import { SpeedFacts } from './SpeedFacts';
import { StepTable } from './StepTable';
import { StudyProgressLine } from './StudyProgressLine';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';
import classes from './device.module.css';

/** How fast the device is: at its best, op by op, and in whole steps beside stock tfjs. */
export function MeasureSection({ device }: { readonly device: DeviceSummary }) {
  const { deviceStudy } = useSession();
  const config = useConfig((state) => state.config);
  const doing = useDeviceStudy((state) => state.doing);
  const progress = useDeviceStudy((state) => state.progress);
  const measured = useDeviceStudy((state) => state.measured);
  // Where the processor computes, a step of W1 takes seconds, and stock tfjs compiles for a minute.
  const [hasStock, setStock] = useState(!device.software);
  const [hasOps, setOps] = useState(!device.software);
  const [steps, setSteps] = useState<readonly StepTime['name'][]>(device.software ? ['W0'] : ['W0', 'W1']);
  const isMeasuring = doing === 'measurement';
  const measure = () =>
    deviceStudy.measure({
      ops: hasOps,
      stock: hasStock,
      steps: STEP_NAMES.filter((name) => steps.includes(name)).map((name) => ({
        name,
        config: name === 'run' ? config : undefined,
      })),
    });
  return (
    <section className={`${cards.card} ${views.card}`} aria-label="Measure">
      <header className={views.head}>
        <h3 className={cards.cardTitle}>How fast is it?</h3>
        {isMeasuring ? (
          <CancelButton onCancel={() => deviceStudy.cancel()} />
        ) : (
          <Button
            size="compact-sm"
            leftSection={<IconGauge size="1rem" />}
            disabled={doing !== null}
            onClick={() => void measure()}
          >
            Measure
          </Button>
        )}
      </header>
      <p className={views.note}>
        Multiply-adds, copies and overheads at their best; on demand, how near each op comes to that, and
        whole training steps beside stock tfjs on the same device. A training waits meanwhile.
      </p>
      <div className={classes.choices} role="group" aria-label="What is measured besides">
        <Checkbox
          size="xs"
          label="Each op"
          checked={hasOps}
          disabled={isMeasuring}
          onChange={(event) => setOps(event.currentTarget.checked)}
        />
        {STEP_NAMES.map((name) => (
          <Checkbox
            key={name}
            size="xs"
            label={`A step of ${name === 'run' ? 'these settings' : STEP_LABELS[name]}`}
            checked={steps.includes(name)}
            disabled={isMeasuring}
            onChange={(event) =>
              setSteps(event.currentTarget.checked ? [...steps, name] : steps.filter((one) => one !== name))
            }
          />
        ))}
        <Checkbox
          size="xs"
          label="Stock tfjs beside them"
          checked={hasStock}
          disabled={isMeasuring}
          onChange={(event) => setStock(event.currentTarget.checked)}
        />
      </div>
      {isMeasuring && <StudyProgressLine label="Progress of the measurement" progress={progress} />}
      {measured?.speed != null && (
        <>
          <SpeedFacts speed={measured.speed} />
          {measured.steps.length > 0 && <StepTable steps={measured.steps} />}
          {measured.ops.length > 0 && <OpRoofs ops={measured.ops} speed={measured.speed} />}
        </>
      )}
    </section>
  );
}
