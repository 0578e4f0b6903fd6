import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconStack2 } from '@tabler/icons-react';
import type { WeightsReport } from '../../worker/protocol';
import { useRun, useSession } from '../store/context';
import { Notice } from './Notice';
import { WeightsDialog } from './WeightsDialog';

/** Says that a run starts from a file, and how much of it was used. */
export function WeightsNotice() {
  const session = useSession();
  const weights = useRun((state) => state.weights);
  const [open, details] = useDisclosure(false);
  if (weights === null) return null;
  return (
    <Notice
      icon={<IconStack2 size="1rem" />}
      text={`Starts from ${weights.file}: ${summary(weights.report)}.`}
      {...(weights.report.missing.length + weights.report.mismatched.length > 0 ? { tone: 'caution' } : {})}
    >
      <Button size="compact-sm" variant="default" onClick={details.open} aria-haspopup="dialog">
        Details
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={() => session.dismissWeights()}>
        Dismiss
      </Button>
      <WeightsDialog weights={weights} opened={open} onClose={details.close} />
    </Notice>
  );
}

/** `all 26 tensors used`, or the counts of each kind. */
function summary({ used, missing, unexpected, mismatched }: WeightsReport): string {
  const total = used.length + missing.length + mismatched.length;
  const head =
    used.length === total ? `all ${total} tensors used` : `${used.length} of ${total} tensors used`;
  const rest = [
    [missing, 'missing'],
    [mismatched, 'of another shape'],
    [unexpected, 'unexpected'],
  ] as const;
  return [head, ...rest.flatMap(([names, what]) => (names.length > 0 ? `${names.length} ${what}` : []))].join(
    ', ',
  );
}
