import { Modal, Radio, Stack } from '@mantine/core';
import { plain } from '../../quoted';
import type { ShapeMismatch, UnreadTensor, WeightsReport } from '../../worker/protocol';
import type { LoadedWeights } from '../store/runState';
import { keyText } from './weightsText';
import classes from './shell.module.css';

interface WeightsDialogProps {
  readonly weights: LoadedWeights;
  /** What becomes of them. */
  readonly note: string;
  /** Takes others of several in the file. */
  readonly onKey: (key: string) => void;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Every tensor of a weights file and of the model by name, and what became of it. */
export function WeightsDialog({ weights, note, onKey, opened, onClose }: WeightsDialogProps) {
  const { file, report } = weights;
  const choose = (key: string) => {
    onClose();
    onKey(key);
  };
  return (
    <Modal opened={opened} onClose={onClose} title={`Weights from ${plain(file.name, 80)}`} size={620}>
      <p className={classes.tensorsNote}>{note}</p>
      {report.warnings.map(({ message }) => (
        <p key={message} className={classes.tensorsNote}>
          {message}
        </p>
      ))}
      {report.otherKeys.length > 0 && <KeyChoice report={report} onKey={choose} />}
      <Tensors what="used" names={report.used} />
      <Tensors what="missing: not in the file, drawn from the seed" names={report.missing} />
      <Tensors what="of another shape: left out" names={report.mismatched.map(mismatchText)} />
      <Tensors what="unexpected: not in the model, left out" names={report.unexpected} />
      <Tensors what="of a type that is not read: left out" names={report.unread.map(unreadText)} />
    </Modal>
  );
}

interface KeyChoiceProps {
  readonly report: WeightsReport;
  readonly onKey: (key: string) => void;
}

/** Which of several models in the file is taken. */
function KeyChoice({ report, onKey }: KeyChoiceProps) {
  const keys = [report.key, ...report.otherKeys].sort();
  return (
    <Radio.Group
      className={classes.tensorsNote}
      label="The file holds several models. Take:"
      value={report.key}
      onChange={onKey}
    >
      <Stack gap={6} mt={6}>
        {keys.map((key) => (
          <Radio key={key} value={key} label={keyText(key)} size="xs" iconColor="var(--mantine-color-body)" />
        ))}
      </Stack>
    </Radio.Group>
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

function unreadText({ name, type, needed }: UnreadTensor): string {
  return `${name}: ${type}${needed ? '; the model’s own is drawn from the seed' : ''}`;
}
