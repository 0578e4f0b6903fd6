import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { errorText, wrongNames, wrongRows } from '../../device/check/checkRow';
import type { FailureInfo } from '../../failure';
import type { CheckRow } from '../../worker/protocol';
import { openWithDevice } from '../controls/DeviceMenu';
import { useRun, useSession } from '../store/context';
import { useDeviceStudy } from '../store/useDeviceStudy';
import { FailureCard } from './FailureCard';
import { useViewOnShow } from './viewOnShow';

/** What the device of this visit does wrong, while nobody has said to train on it all the same. */
export function useDeviceFailure(): FailureInfo | null {
  const warning = useDeviceStudy((state) => state.warning);
  const name = useRun((state) => state.device?.name ?? 'This device');
  return useMemo(() => (warning.length === 0 ? null : failureOf(name, warning)), [name, warning]);
}

function failureOf(name: string, rows: readonly CheckRow[]): FailureInfo {
  const worst = wrongRows(rows).reduce((most, row) =>
    (row.error ?? Infinity) > (most.error ?? Infinity) ? row : most,
  );
  return {
    code: 'device_wrong',
    message: `${name} computes wrongly: ${wrongNames(rows).join(', ')}. The largest error is ${errorText(worst)} (${worst.name}, ${worst.size}).`,
    doing: 'checking the device',
    remedy:
      'Losses and weights of a training here would be wrong. Train on the processor, or update browser and graphics driver.',
  };
}

/** The device was found to compute wrongly: the ways on. */
export function DeviceWarning({ failure }: { readonly failure: FailureInfo }) {
  const { deviceStudy } = useSession();
  const { show } = useViewOnShow();
  return (
    <FailureCard failure={failure}>
      <Button size="compact-sm" onClick={() => openWithDevice('processor')}>
        Train on the processor
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => deviceStudy.accept()}>
        Train anyway
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => show('device')}>
        Show the check
      </Button>
    </FailureCard>
  );
}
