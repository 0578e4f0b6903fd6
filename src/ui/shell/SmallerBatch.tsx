import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { bytes } from '../../reports/format';
import { useRun, useSession } from '../store/context';
import type { FittingBatch } from '../store/smallerBatch';

/** Where memory was refused: on with a batch that fits, if one does. */
export function SmallerBatch() {
  const session = useSession();
  const kept = useRun((state) => state.kept?.step);
  const [fitting, setFitting] = useState<FittingBatch | null>(null);
  useEffect(() => {
    let stale = false;
    void session.fittingBatch().then((answer) => {
      if (!stale) setFitting(answer);
    });
    return () => {
      stale = true;
    };
  }, [session]);
  if (fitting === null) return null;
  const { batch, bytes: needed } = fitting;
  const room = needed === undefined ? '' : ` (≈ ${bytes(needed)})`;
  const from = kept === undefined ? 'Use' : `Go on from step ${kept.toLocaleString('en')} with`;
  return (
    <Button size="compact-sm" variant="default" onClick={() => void session.goOnWithBatch(batch)}>
      {from} a batch of {batch}
      {room}
    </Button>
  );
}
