import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconStack2 } from '@tabler/icons-react';
import { plain } from '../../quoted';
import { useRun, useSession } from '../store/context';
import { settingsLabel } from '../store/settingsLabel';
import { Notice } from './Notice';
import { WeightsDialog } from './WeightsDialog';
import { goOnLabel, weightsSource, weightsSummary } from './weightsText';

/** Says that a run starts from a file, how much of it was used, and in what the run differs from it. */
export function WeightsNotice() {
  const session = useSession();
  const weights = useRun((state) => state.weights);
  const goOn = useRun(goOnLabel);
  const [open, details] = useDisclosure(false);
  if (weights === null) return null;
  const { file, report } = weights;
  const { key, missing, mismatched, warnings } = report;
  const [warning] = warnings;
  const started = `Starts from ${plain(file.name, 80)}${weightsSource(report)}: ${weightsSummary(report)}.`;
  const isPartial = missing.length + mismatched.length + warnings.length > 0;
  return (
    <Notice
      icon={<IconStack2 size="1rem" />}
      text={warning === undefined ? started : `${started} ${warning.message}`}
      {...(isPartial ? { tone: 'caution' } : {})}
    >
      {warning !== undefined && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => void session.loadWeights(file, { key, settings: warning.settings })}
        >
          {settingsLabel(warning.settings)}
        </Button>
      )}
      {goOn !== null && (
        <Button size="compact-sm" variant="default" onClick={() => void session.goOnFromFile(file)}>
          {goOn}
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={details.open} aria-haspopup="dialog">
        {report.otherKeys.length > 0 ? 'Details and choice' : 'Details'}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={() => session.dismissWeights()}>
        Dismiss
      </Button>
      <WeightsDialog
        weights={weights}
        note="The run starts at step 0 with these weights and a fresh optimiser, and so does Reset. A new configuration starts from weights drawn from the seed again."
        onKey={(chosen) => void session.loadWeights(file, { key: chosen })}
        opened={open}
        onClose={details.close}
      />
    </Notice>
  );
}

/** Says that a weights file is being read, and lets one end that. */
export function ReadingNotice({ name }: { name: string }) {
  const session = useSession();
  return (
    <Notice icon={<IconStack2 size="1rem" />} text={`Reading ${name} …`}>
      <Button size="compact-sm" variant="default" onClick={() => void session.cancelWeights()}>
        Cancel
      </Button>
    </Notice>
  );
}
