import { Button, CloseButton } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { IconCpu } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { fallbackText } from '../../compute/fallbackText';
import { useRun } from '../store/context';
import { PHONE_QUERY } from '../theme/tokens';
import { Notice } from './Notice';

/** Why there is no GPU; once dismissed, it comes back only for another reason. */
export function useProcessorNotice(): ReactNode {
  const device = useRun((state) => state.device);
  const [dismissed, setDismissed] = useLocalStorage<string[]>({
    key: 'processor-notices-dismissed',
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const phone = useMediaQuery(PHONE_QUERY, undefined, { getInitialValueInEffect: false });
  const code = device?.fallback?.code;
  const text = device === null ? undefined : fallbackText(device);
  if (code === undefined || text === undefined || dismissed.includes(code)) return null;
  const full = `${text.line} ${text.meaning} ${text.remedy}`;
  return (
    <ProcessorNotice
      line={phone ? text.short : text.line}
      full={full}
      onDismiss={() => setDismissed([...dismissed, code])}
    />
  );
}

interface ProcessorNoticeProps {
  readonly line: string;
  readonly full: string;
  readonly onDismiss: () => void;
}

function ProcessorNotice({ line, full, onDismiss }: ProcessorNoticeProps) {
  const [more, setMore] = useState(false);
  return (
    <Notice tone="caution" brief={!more} icon={<IconCpu size="1rem" />} text={more ? full : line}>
      <Button size="compact-sm" variant="subtle" onClick={() => setMore(!more)} aria-expanded={more}>
        {more ? 'Less' : 'More'}
      </Button>
      <CloseButton size="sm" aria-label="Dismiss" onClick={onDismiss} />
    </Notice>
  );
}
