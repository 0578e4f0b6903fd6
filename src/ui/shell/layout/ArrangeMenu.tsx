import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconColumns2, IconRestore } from '@tabler/icons-react';
import { useViewOnShow } from '../viewOnShow';

/** Stands for no view beside; no view has it as its id. */
const NOTHING = '';

/** Which view is beside, and where the tab of the view on show has its place. */
export function ArrangeMenu() {
  const { views, view, beside, hasRoomBeside, showBeside, move, usualOrder } = useViewOnShow();
  const place = views.indexOf(view);
  const [left, right] = [views[place - 1], views[place + 1]];
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label="Arrange the views">
          <ActionIcon variant="subtle" size={30} aria-label="Arrange the views">
            <IconColumns2 size="1rem" />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconArrowLeft size="1rem" />}
          disabled={left === undefined}
          closeMenuOnClick={false}
          onClick={() => left !== undefined && move(view.id, left.id)}
        >
          Move “{view.title}” left
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowRight size="1rem" />}
          disabled={right === undefined}
          closeMenuOnClick={false}
          onClick={() => right !== undefined && move(view.id, right.id)}
        >
          Move “{view.title}” right
        </Menu.Item>
        <Menu.Item leftSection={<IconRestore size="1rem" />} onClick={usualOrder}>
          Usual order
        </Menu.Item>
        {hasRoomBeside && (
          <>
            <Menu.Divider />
            <Menu.Label>Beside “{view.title}”</Menu.Label>
            <Menu.RadioGroup
              value={beside?.id ?? NOTHING}
              onChange={(id) => showBeside(id === NOTHING ? null : id)}
            >
              <Menu.RadioItem value={NOTHING} closeMenuOnClick>
                Nothing
              </Menu.RadioItem>
              {views
                .filter((one) => one !== view)
                .map(({ id, title }) => (
                  <Menu.RadioItem key={id} value={id} closeMenuOnClick>
                    {title}
                  </Menu.RadioItem>
                ))}
            </Menu.RadioGroup>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
