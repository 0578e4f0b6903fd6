import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { bytes } from '../../reports/format';
import { useSession } from '../store/context';
import type { Fetching } from '../store/runState';
import { Notice } from './Notice';

/** Says that a file comes from an address, and lets one end that. */
export function FetchingNotice({ fetching }: { readonly fetching: Fetching }) {
  const session = useSession();
  return (
    <Notice icon={<IconDownload size="1rem" />} text={fetchingText(fetching)}>
      <Button size="compact-sm" variant="default" onClick={() => session.cancelAddress()}>
        Cancel
      </Button>
    </Notice>
  );
}

function fetchingText({ name, done, total }: Fetching): string {
  if (done === 0) return `Loading ${name} …`;
  return `Loading ${name}: ${bytes(done)}${total === null ? '' : ` of ${bytes(total)}`} …`;
}
