import { Portal } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useFileDrag } from './useFileDrag';
import { useFilePaste } from './useFilePaste';
import classes from './pageDrop.module.css';

/** Takes files wherever they are let go, and shows so while they are held over the page. */
export function PageDrop() {
  const over = useFileDrag();
  useFilePaste();
  if (!over) return null;
  return (
    <Portal>
      <div className={classes.overlay} role="status">
        <div className={classes.sheet}>
          <IconFileUpload size="2rem" aria-hidden />
          <p className={classes.title}>Let go anywhere</p>
          <p>Images, folders, archives, CIFAR files, arrays, weights, a configuration, a whole run</p>
        </div>
      </div>
    </Portal>
  );
}
