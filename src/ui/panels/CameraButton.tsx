import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCamera } from '@tabler/icons-react';
import { CameraDialog } from '../camera/CameraDialog';
import { useSession } from '../store/context';

/** Opens the camera; its pictures are taken as files that were dropped. */
export function CameraButton() {
  const session = useSession();
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconCamera size="1rem" />}
        onClick={dialog.open}
        aria-haspopup="dialog"
      >
        Use the camera
      </Button>
      {opened && (
        <CameraDialog
          onClose={dialog.close}
          onUse={(files) => {
            dialog.close();
            void session.take(files);
          }}
        />
      )}
    </>
  );
}
