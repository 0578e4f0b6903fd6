import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';

/** Ends what is under way; it stands where the button was that began it. */
export function CancelButton({ onCancel }: { readonly onCancel: () => Promise<void> }) {
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconPlayerStop size="1rem" aria-hidden />}
      onClick={() => void onCancel()}
    >
      Cancel
    </Button>
  );
}
