import { Button } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useSession } from '../store/context';
import { isPanelShown } from '../store/lesson';
import { useLesson } from '../store/lessonContext';
import type { Message } from '../store/messages';
import { FailureCard } from './FailureCard';
import { Notice } from './Notice';
import { useReveal } from './reveal';
import { SmallerBatch } from './SmallerBatch';
import classes from './notices.module.css';

/** A message, with its ways on. */
export function MessageCard({ message }: { message: Message }) {
  if (message.failure !== undefined) {
    return (
      <FailureCard failure={message.failure}>
        <Ways message={message} />
      </FailureCard>
    );
  }
  return (
    <Notice
      icon={<IconInfoCircle size="1rem" />}
      text={message.text}
      {...(message.tone === 'info' ? {} : { tone: 'caution' as const })}
    >
      <Ways message={message} />
    </Notice>
  );
}

function Ways({ message: { key, field, action, failure } }: { message: Message }) {
  const session = useSession();
  const reveal = useReveal();
  const lesson = useLesson();
  return (
    <div className={classes.ways}>
      {field !== undefined && isPanelShown(lesson, field.split('.')[0]!) && (
        <Button size="compact-sm" variant="default" onClick={() => reveal(field)}>
          Go to the field
        </Button>
      )}
      {failure?.code === 'out_of_memory' && <SmallerBatch />}
      {action !== undefined && (
        <Button size="compact-sm" variant="default" onClick={action.act}>
          {action.label}
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" onClick={() => session.dismiss(key)}>
        Dismiss
      </Button>
    </div>
  );
}
