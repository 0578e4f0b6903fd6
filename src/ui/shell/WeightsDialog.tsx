import { Modal } from '@mantine/core';
import type { ShapeMismatch } from '../../worker/protocol';
import type { LoadedWeights } from '../store/runStore';
import classes from './shell.module.css';

interface WeightsDialogProps {
  readonly weights: LoadedWeights;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Every tensor of a weights file and of the model by name, and what became of it. */
export function WeightsDialog({ weights: { file, report }, opened, onClose }: WeightsDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Weights from ${file}`} size={620}>
      <p className={classes.tensorsNote}>
        The run starts at step 0 with these weights and a fresh optimiser, and so does Reset. A new
        configuration starts from weights drawn from the seed again.
      </p>
      <Tensors what="used" names={report.used} />
      <Tensors what="missing: not in the file, drawn from the seed" names={report.missing} />
      <Tensors what="of another shape: left out" names={report.mismatched.map(mismatchText)} />
      <Tensors what="unexpected: not in the model, left out" names={report.unexpected} />
    </Modal>
  );
}

function Tensors({ what, names }: { what: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <details className={classes.tensors}>
      <summary>
        {names.length} {what}
      </summary>
      <ul>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </details>
  );
}

function mismatchText({ name, expected, found }: ShapeMismatch): string {
  return `${name}: [${found.join(', ')}] in the file, [${expected.join(', ')}] in the model`;
}
