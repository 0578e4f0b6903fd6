import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { CameraContent } from './CameraContent';
import { useShots } from './useShots';
import classes from './camera.module.css';

interface CameraDialogProps {
  readonly onClose: () => void;
  /** Gets the pictures, as files in a folder for each class. */
  readonly onUse: (files: readonly File[]) => void;
}

/** Takes pictures with a camera, class by class. Closing it gives the pictures up, after a question. */
export function CameraDialog({ onClose, onUse }: CameraDialogProps) {
  const { shots, add, remove } = useShots();
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = () => {
    if (shots.length === 0 || isLeaving) onClose();
    else setIsLeaving(true);
  };
  return (
    <Modal opened onClose={leave} closeOnClickOutside={false} title="Pictures from the camera" size={760}>
      {isLeaving && (
        <div className={classes.leaving} role="alert">
          <p>
            Closing throws away{' '}
            {shots.length === 1 ? 'the picture' : `the ${shots.length.toLocaleString('en')} pictures`} taken.
          </p>
          <Button size="compact-sm" variant="default" onClick={() => setIsLeaving(false)}>
            Stay
          </Button>
          <Button size="compact-sm" variant="default" onClick={onClose}>
            Throw away
          </Button>
        </div>
      )}
      <CameraContent shots={shots} onTaken={add} onRemove={remove} onUse={onUse} />
    </Modal>
  );
}
