import { useState } from 'react';
import type { StepProfile } from '../../../worker/protocol';
import { useSession } from '../../store/context';

export interface StepTiming {
  /** The last one; `null` before one was taken. */
  readonly profile: StepProfile | null;
  readonly isMeasuring: boolean;
  readonly measure: () => void;
  readonly forget: () => void;
}

/** Times the parts of a step when that is asked for. */
export function useStepTiming(): StepTiming {
  const session = useSession();
  const [profile, setProfile] = useState<StepProfile | null>(null);
  const [isMeasuring, setMeasuring] = useState(false);
  const take = async () => {
    setMeasuring(true);
    setProfile(await session.profileStep());
    setMeasuring(false);
  };
  return { profile, isMeasuring, measure: () => void take(), forget: () => setProfile(null) };
}
