import { Button, Group, Modal } from '@mantine/core';
import { useRun } from '../store/context';

/** Asks before something is given up; closing it is the answer that keeps it. */
export function QuestionDialog() {
  const question = useRun((state) => state.question);
  return (
    <Modal
      opened={question !== null}
      onClose={() => question?.answer(false)}
      title={question?.title}
      size={440}
    >
      <p>{question?.text}</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" data-autofocus onClick={() => question?.answer(false)}>
          {question?.decline}
        </Button>
        {question?.other !== undefined && (
          <Button
            variant="default"
            onClick={() => {
              question.other?.choose();
              question.answer(true);
            }}
          >
            {question.other.label}
          </Button>
        )}
        <Button onClick={() => question?.answer(true)}>{question?.agree}</Button>
      </Group>
    </Modal>
  );
}
