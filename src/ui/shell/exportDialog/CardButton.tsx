import { Button } from '@mantine/core';
import type { ExportFormat } from '../../../exporting/formats';
import { useSaveFile } from '../../controls/useSaveFile';
import { useRun, useSession } from '../../store/context';

interface CardButtonProps {
  readonly format: ExportFormat;
  /** What the file is. */
  readonly text: string;
  readonly fileName: string;
}

/** Saves the model card that goes with a file: what the run was trained on, how, what it came to, how the file is loaded. */
export function CardButton({ format, text, fileName }: CardButtonProps) {
  const session = useSession();
  const saveFile = useSaveFile();
  const isThere = useRun((run) => run.active !== null);
  const save = () =>
    saveFile({
      title: 'the model card',
      ending: `.${format}.md`,
      type: 'text/markdown',
      content: async () => {
        const run = session.exportedRun();
        if (run === null) return null;
        const { exportCard } = await import('../../../exporting/exportCard');
        return exportCard(run.results, format, [{ text }], fileName);
      },
    });
  return (
    <Button variant="default" disabled={!isThere} onClick={save}>
      Save model card
    </Button>
  );
}
