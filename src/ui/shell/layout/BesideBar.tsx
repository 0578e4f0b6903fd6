import { ActionIcon, NativeSelect, Tooltip } from '@mantine/core';
import { IconArrowsLeftRight, IconX } from '@tabler/icons-react';
import { useViewOnShow } from '../viewOnShow';
import type { PageView } from '../views';
import classes from './stage.module.css';

/** What stands over the view beside: which one it is, and how it changes places or goes. */
export function BesideBar({ view }: { readonly view: PageView }) {
  const { views, view: main, show, showBeside } = useViewOnShow();
  return (
    <div className={classes.besideBar}>
      <NativeSelect
        size="xs"
        aria-label="View beside"
        value={view.id}
        onChange={(event) => showBeside(event.currentTarget.value)}
        data={views.filter((one) => one !== main).map(({ id, title }) => ({ value: id, label: title }))}
      />
      <Tooltip label="Change places">
        <ActionIcon variant="subtle" size={28} aria-label="Change places" onClick={() => show(view.id)}>
          <IconArrowsLeftRight size="0.875rem" />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Close the view beside">
        <ActionIcon
          variant="subtle"
          size={28}
          aria-label="Close the view beside"
          onClick={() => showBeside(null)}
        >
          <IconX size="0.875rem" />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
