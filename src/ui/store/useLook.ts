import { useEffect, useRef, useState } from 'react';
import type { LookKind, Looks, LookSubject } from '../../worker/protocol';
import { useRun, useSession } from './context';
import { createPacedLook, NO_LOOK, type LookState, type PacedLook } from './pacedLook';
import { isGone, phaseOf } from './status';

export const THE_RUN: LookSubject = { of: 'run' };

/**
 * A look that is taken again while the run trains, as long as the component is there. The last answer stays until the next
 * one; it may be of another request for a moment.
 * @param request the same object as long as nothing of it has changed; `null` looks at nothing
 * @param subject likewise
 */
export function useLook<Kind extends LookKind>(
  kind: Kind,
  request: Looks[Kind]['request'] | null,
  subject: LookSubject = THE_RUN,
): LookState<Kind> {
  const session = useSession();
  const [state, setState] = useState<LookState<Kind>>(NO_LOOK);
  const look = useRef<PacedLook<Kind> | null>(null);
  const active = useRun((run) => run.active);
  // The model of a file is looked at without a run.
  const isThere = useRun(
    (run) => !isGone(run) && (subject.of === 'file' ? run.device !== null : run.active !== null),
  );
  const step = useRun((run) => run.step);
  const isRunning = useRun((run) => phaseOf(run) === 'running');
  useEffect(() => {
    const paced = createPacedLook<Kind>(session.looks, setState);
    look.current = paced;
    return () => {
      paced.stop();
      look.current = null;
    };
  }, [session, kind]);
  useEffect(() => {
    if (isThere && request !== null) look.current?.want({ kind, subject, request });
    else look.current?.stop();
    // Another configuration is another run, or other settings of it.
  }, [session, kind, subject, request, isThere, active]);
  useEffect(() => look.current?.reached({ step, isRunning }), [step, isRunning]);
  return request === null ? NO_LOOK : state;
}
