import { Button } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconCpu } from '@tabler/icons-react';
import { useState } from 'react';
import { fallbackText } from '../../wasm/computer';
import type { DeviceSummary } from '../../worker/protocol';
import { useRun } from '../store/context';
import { Notice } from './Notice';

/** Why there is no GPU; once dismissed, it comes back only for another reason. */
export function ProcessorNotice() {
  const device = useRun((state) => state.device);
  return device?.fallback === undefined ? null : <Reason key={device.fallback.code} device={device} />;
}

function Reason({ device }: { device: DeviceSummary }) {
  const [dismissed, setDismissed] = useLocalStorage({
    key: `processor-notice-dismissed:${device.fallback?.code ?? ''}`,
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const [more, setMore] = useState(false);
  const text = fallbackText(device);
  if (text === undefined || dismissed) return null;
  const full = `${text.line} ${text.meaning} ${text.remedy}`;
  return (
    <Notice tone="caution" icon={<IconCpu size="1rem" />} text={more ? full : text.line}>
      <Button size="compact-sm" variant="subtle" onClick={() => setMore(!more)} aria-expanded={more}>
        {more ? 'Less' : 'More'}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={() => setDismissed(true)}>
        Dismiss
      </Button>
    </Notice>
  );
}
